//! What each stage of a job does, and which jobs it makes ready.

use std::borrow::Cow;
use std::sync::Arc;
use std::time::Instant;

use super::Run;
use super::groups::group_by;
use crate::batch::{Destination, Output, Source};
use crate::cancel::Cancel;
use crate::counters::Counters;
use crate::error::{EngineError, ErrorCode, Result};
use crate::kinds::format::Needs;
use crate::kinds::format::{Decoded, Encoded};
use crate::kinds::header::ImageHeader;
use crate::operations::in_order::operate;
use crate::outcome::{Rendition, Timings};
use crate::picture::Picture;
use crate::probe::probe_bytes_as_far_as;
use crate::run::job::Stage;
use crate::run::origin::Origin;
use crate::run::parts::Divided;
use crate::run::read_source::read;
use crate::run::shared::Shared;
use crate::run::write_file::write_atomically;
use crate::steps::base::prepare;
use crate::steps::decode::{decode_as_far_as, stream_as_far_as};
use crate::steps::encode::{self, InParts};
use crate::steps::frame::{Framed, frame_picture};
use crate::steps::needs::{Preparation, decoding_of};
use crate::steps::passes::do_passes;
use crate::steps::search::Written;
use crate::steps::stream::{Streamed, Want};

impl Run {
    /// Does a stage for the outputs that wait for it, and tells how many jobs that made ready. An error is that of
    /// every one of them.
    pub(super) fn execute(&self, stage: Stage, source: usize, outputs: &[usize], cancel: &Cancel) -> Result<usize> {
        cancel.check()?;
        match stage {
            Stage::Decode => self.decode(source, outputs, cancel),
            Stage::Frame { from, scale } => self.frame(from, scale, source, outputs),
            Stage::Operate { from } => self.operate(from, source, outputs, cancel),
            Stage::Encode { from } => {
                let mut made_ready = 0;
                for &output in outputs {
                    made_ready += self.encode(from.clone(), source, output, cancel)?;
                }
                Ok(made_ready)
            }
            Stage::Part { of, index } => {
                for &output in outputs {
                    self.make_part(&of, index, source, output, cancel)?;
                }
                Ok(0)
            }
        }
    }

    /// One decode, then every base that outputs need of it.
    fn decode(&self, source: usize, outputs: &[usize], cancel: &Cancel) -> Result<usize> {
        let started = Instant::now();
        let Source { input, decode_size, fail_on, outputs: all, .. } = &self.sources[source];
        let bytes = read(input, &self.limits)?;
        Counters::add(&self.counters.bytes_in, bytes.len() as u64);
        let header = probe_bytes_as_far_as(*fail_on, &bytes, &self.limits)?;
        let encoded = Encoded { bytes: &bytes, header: &header, limits: &self.limits };
        let origin = Origin::of(Arc::clone(&bytes), &header, all, &self.limits);
        let origin = Arc::new(origin.with_gain_map(&encoded, all, cancel));
        let outputs = &self.refuse_beyond_limits(source, outputs, &header);
        let mut made_ready = 0;
        for (index, group) in
            group_by(outputs, |output| decoding_of(&all[output], *decode_size, &header)).iter().enumerate()
        {
            cancel.check()?;
            let needs = Needs::of(group.iter().map(|&output| &all[output]), *decode_size, &header);
            let want_of = |output: usize| Want::of(Preparation::of(&all[output], &header), &all[output].framing);
            let wanting = group_by(group, want_of);
            let wants: Vec<Want> = wanting.iter().map(|outputs| want_of(outputs[0])).collect();
            if let Some(streamed) = stream_as_far_as(*fail_on, &encoded, &needs, &wants, cancel) {
                match streamed {
                    Ok(streamed) => {
                        Counters::add(&self.counters.decodes, 1);
                        let origin = Origin::with_faults(&origin, &streamed.faults);
                        made_ready += self.share_streamed(streamed, started, source, &wanting, &origin);
                    }
                    Err(error) => self.fail(source, group, &error),
                }
                continue;
            }
            let decoded = match decode_as_far_as(*fail_on, &encoded, &needs, cancel) {
                Ok(decoded) => decoded,
                Err(error) => {
                    self.fail(source, group, &error);
                    continue;
                }
            };
            // A drawing that is drawn again at another size is what a resize is for a picture.
            Counters::add(if index == 0 { &self.counters.decodes } else { &self.counters.resizes }, 1);
            let origin = Origin::with_faults(&origin, &decoded.faults);
            made_ready += self.prepare_all(decoded, started, source, group, &origin);
        }
        Ok(made_ready)
    }

    /// The outputs that are within the limits; the others have their error.
    fn refuse_beyond_limits(&self, source: usize, outputs: &[usize], header: &ImageHeader) -> Vec<usize> {
        let is_within = |&output: &usize| {
            let checked = self.sources[source].outputs[output].check_size(header, &self.limits);
            checked.inspect_err(|error| self.fail(source, &[output], error)).is_ok()
        };
        outputs.iter().copied().filter(is_within).collect()
    }

    /// Hands out what a stream has come to, in the order of those who want it.
    fn share_streamed(
        &self,
        Streamed { made, scale, resampling, .. }: Streamed,
        started: Instant,
        source: usize,
        wanting: &[Vec<usize>],
        origin: &Arc<Origin>,
    ) -> usize {
        let all = &self.sources[source].outputs;
        let resize_ms = resampling.as_secs_f64() * 1000.0;
        let timings = Timings { decode_ms: milliseconds_since(started) - resize_ms, resize_ms, ..Timings::default() };
        let mut made_ready = 0;
        for (made, outputs) in made.into_iter().zip(wanting) {
            let (picture, frame, resized) = match made {
                Ok(Framed { picture: Some(picture), frame, resized }) => (Arc::new(picture), frame, resized),
                Ok(Framed { picture: None, .. }) => unreachable!("a stream has no picture of its own"),
                Err(error) => {
                    self.fail(source, outputs, &error);
                    continue;
                }
            };
            let from = Shared { picture, timings, frame, origin: Arc::clone(origin) };
            let preparation = Preparation::of(&all[outputs[0]], &origin.header);
            if Want::of(preparation, &all[outputs[0]].framing).frame.is_some() {
                Counters::add(&self.counters.resizes, resized.into());
                made_ready += self.push_operations(&from, source, outputs);
            } else {
                made_ready += self.push_frames(&from, scale, source, outputs);
            }
        }
        made_ready
    }

    fn prepare_all(
        &self,
        Decoded { picture, scale, .. }: Decoded,
        started: Instant,
        source: usize,
        outputs: &[usize],
        origin: &Arc<Origin>,
    ) -> usize {
        let preparation_of = |output: usize| Preparation::of(&self.sources[source].outputs[output], &origin.header);
        let mut groups = group_by(outputs, preparation_of);
        let last = groups.pop();
        let mut made_ready = 0;
        for group in groups {
            let Preparation { base, .. } = preparation_of(group[0]);
            made_ready += self.prepare(picture.try_clone(base.animated), scale, started, source, &group, origin);
        }
        if let Some(group) = last {
            made_ready += self.prepare(Ok(picture), scale, started, source, &group, origin);
        }
        made_ready
    }

    /// Makes the base of one group. When it cannot be made, that is the error of these outputs alone.
    fn prepare(
        &self,
        unprepared: Result<Picture>,
        scale: f64,
        started: Instant,
        source: usize,
        outputs: &[usize],
        origin: &Arc<Origin>,
    ) -> usize {
        let all = &self.sources[source].outputs;
        let preparation = Preparation::of(&all[outputs[0]], &origin.header);
        match unprepared.and_then(|picture| prepare(picture, origin.header.orientation, preparation)) {
            Ok(picture) => {
                let timings = Timings { decode_ms: milliseconds_since(started), ..Timings::default() };
                let from = Shared { picture: Arc::new(picture), timings, frame: None, origin: Arc::clone(origin) };
                self.push_frames(&from, scale, source, outputs)
            }
            Err(error) => {
                self.fail(source, outputs, &error);
                0
            }
        }
    }

    fn push_frames(&self, from: &Shared, scale: f64, source: usize, outputs: &[usize]) -> usize {
        let all = &self.sources[source].outputs;
        let groups = group_by(outputs, |output| all[output].framing);
        let made_ready = groups.len();
        for group in groups {
            self.push(source, group, Stage::Frame { from: from.clone(), scale });
        }
        made_ready
    }

    fn fail(&self, source: usize, outputs: &[usize], error: &EngineError) {
        for &output in outputs {
            self.settle(source, output, Err(error.clone()));
        }
    }

    fn frame(&self, from: Shared, scale: f64, source: usize, outputs: &[usize]) -> Result<usize> {
        let started = Instant::now();
        let all = &self.sources[source].outputs;
        let framed = frame_picture(&all[outputs[0]].framing, &from.picture, scale, &self.limits)?;
        Counters::add(&self.counters.resizes, framed.resized.into());
        let timings = Timings { resize_ms: milliseconds_since(started), ..from.timings };
        let picture = framed.picture.map_or(from.picture, Arc::new);
        let from = Shared { picture, timings, frame: framed.frame, origin: from.origin };
        Ok(self.push_operations(&from, source, outputs))
    }

    fn push_operations(&self, from: &Shared, source: usize, outputs: &[usize]) -> usize {
        let all = &self.sources[source].outputs;
        let mut made_ready = 0;
        for group in group_by(outputs, |output| (&all[output].operations[..], &all[output].passes[..])) {
            let Output { operations, passes, .. } = &all[group[0]];
            if operations.is_empty() && passes.is_empty() {
                made_ready += self.push_encodes(from, source, &group);
            } else {
                self.push(source, group, Stage::Operate { from: from.clone() });
                made_ready += 1;
            }
        }
        made_ready
    }

    fn operate(&self, from: Shared, source: usize, outputs: &[usize], cancel: &Cancel) -> Result<usize> {
        let started = Instant::now();
        let Output { operations, passes, .. } = &self.sources[source].outputs[outputs[0]];
        let picture = operate(operations, &from.picture, cancel)?;
        let passed = do_passes(passes, picture, &self.limits, cancel)?;
        Counters::add(&self.counters.operations, operations.len() as u64 + passed.operations);
        Counters::add(&self.counters.resizes, passed.resizes);
        let picture = passed.picture;
        let timings = Timings { operate_ms: milliseconds_since(started), ..from.timings };
        Ok(self.push_encodes(&Shared { picture: Arc::new(picture), timings, ..from }, source, outputs))
    }

    fn push_encodes(&self, from: &Shared, source: usize, outputs: &[usize]) -> usize {
        for &output in outputs {
            self.push(source, vec![output], Stage::Encode { from: from.clone() });
        }
        outputs.len()
    }

    /// Writes an output, or makes a job of each of its parts.
    fn encode(&self, from: Shared, source: usize, index: usize, cancel: &Cancel) -> Result<usize> {
        let started = Instant::now();
        let output = &self.sources[source].outputs[index];
        let from = match encode::label(&from.picture, &output.encoding)? {
            Cow::Borrowed(_) => from,
            Cow::Owned(labelled) => Shared { picture: Arc::new(labelled), ..from },
        };
        let picture = &*from.picture;
        let mut warnings = from.origin.faults.clone();
        let mut blocks = from.origin.blocks(picture, output);
        match from.origin.gain_map(picture, output, from.frame.as_ref())? {
            Some(Ok(gain_map)) => blocks.gain_map = Some(gain_map),
            Some(Err(dropped)) => warnings.push(dropped.warning()),
            None => {}
        }
        let Some(work) = InParts::of(picture, &output.encoding, output.max_bytes, &blocks, cancel)? else {
            let written = encode::write(picture, &output.encoding, output.max_bytes, &blocks, cancel);
            let rendition = self.hand_over(&from, output, written, warnings, || milliseconds_since(started), cancel);
            self.settle(source, index, rendition);
            return Ok(0);
        };
        let count = work.parts.count();
        let divided = Arc::new(Divided::new(from, work, warnings, started.elapsed().as_nanos() as u64));
        for part in 0..count {
            self.push(source, vec![index], Stage::Part { of: Arc::clone(&divided), index: part });
        }
        Ok(count)
    }

    fn make_part(&self, of: &Divided, part: usize, source: usize, index: usize, cancel: &Cancel) -> Result<()> {
        let started = Instant::now();
        let made = of.make(part, cancel)?;
        of.spend(started.elapsed().as_nanos() as u64);
        let Some(made) = made else { return Ok(()) };
        let joining = Instant::now();
        let output = &self.sources[source].outputs[index];
        let written = of.work.join(made, &of.from.picture, &output.encoding, output.max_bytes);
        let encode_ms = || of.spend(joining.elapsed().as_nanos() as u64);
        let rendition = self.hand_over(&of.from, output, written, of.warnings.clone(), encode_ms, cancel);
        self.settle(source, index, rendition);
        Ok(())
    }

    /// What was written, or the source itself where that may stand for it, at its destination.
    fn hand_over(
        &self,
        from: &Shared,
        output: &Output,
        written: Result<Written>,
        warnings: Vec<EngineError>,
        encode_ms: impl Fn() -> f64,
        cancel: &Cancel,
    ) -> Result<Rendition> {
        let picture = &*from.picture;
        let most = match &written {
            Ok(written) => written.bytes.len() as u64,
            // The source may fit where none of its encodings does.
            Err(error) if error.code == ErrorCode::BudgetUnreachable => output.max_bytes.unwrap_or(0),
            Err(_) => 0,
        };
        let (data, quality, score, is_source) = match from.origin.instead_of(most, output, picture)? {
            Some(own) => (own, None, None, true),
            None => {
                let written = written?;
                Counters::add(&self.counters.trials, written.trials);
                (written.bytes, written.quality, written.score, false)
            }
        };
        Counters::add(&self.counters.encodes, 1);
        let bytes = data.len() as u64;
        Counters::add(&self.counters.bytes_out, bytes);
        let data = match &output.destination {
            Destination::Memory | Destination::Event => Some(data),
            Destination::File(path) => {
                cancel.check()?;
                write_atomically(path, &data)?;
                None
            }
        };
        let (width, height) = (picture.width(), picture.height());
        let timings = Timings { encode_ms: encode_ms(), ..from.timings };
        Ok(Rendition { width, height, bytes, quality, score, is_source, data, timings, warnings })
    }
}

fn milliseconds_since(started: Instant) -> f64 {
    started.elapsed().as_secs_f64() * 1000.0
}
