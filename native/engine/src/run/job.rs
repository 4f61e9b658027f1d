//! A piece of work and its place in the queue.

use std::cmp::Ordering;
use std::sync::Arc;

use crate::batch::Source;
use crate::cost;
use crate::run::parts::Divided;
use crate::run::shared::Shared;

pub struct Job {
    pub stage: Stage,
    pub source: usize,
    /// Indices of the outputs that wait for it; at least one.
    pub outputs: Vec<usize>,
    /// Nanoseconds of encoding that wait for it.
    cost: u64,
    /// Of the output that takes longest.
    pub longest: u64,
}

/// What is to be done. Outputs of one job share its result.
pub enum Stage {
    Decode,
    Frame {
        from: Shared,
        /// The picture's sides are the source's times this, rounded up.
        scale: f64,
    },
    Operate {
        from: Shared,
    },
    /// Of one output.
    Encode {
        from: Shared,
    },
    /// A part of one output's encode.
    Part {
        of: Arc<Divided>,
        index: usize,
    },
}

impl Job {
    pub fn new(stage: Stage, source_index: usize, outputs: Vec<usize>, source: &Source) -> Self {
        let costs = outputs.iter().map(|&output| cost::nanoseconds(&source.outputs[output]));
        let (cost, longest) = (costs.clone().sum(), costs.max().unwrap_or(0));
        Self { stage, source: source_index, outputs, cost, longest }
    }
}

impl Ord for Job {
    fn cmp(&self, other: &Self) -> Ordering {
        self.cost.cmp(&other.cost)
    }
}

impl PartialOrd for Job {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Job {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Job {}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::asked::chroma::Chroma;
    use crate::asked::frame::{FixedFrame, Kernel, Region};
    use crate::asked::framing::Framing;
    use crate::asked::limits::Limits;
    use crate::asked::quality::Quality;
    use crate::batch::{DecodeSize, Output, SourceInput};
    use crate::cancel::Cancel;
    use crate::fail_on::FailOn;
    use crate::formats::Encoding;
    use crate::formats::asked::{Avif, AvifEffort, Png, Webp};
    use crate::outcome::Timings;
    use crate::picture::ColourProfile;
    use crate::picture::Picture;
    use crate::pixels::{Channels, Raster};
    use crate::probe::probe_bytes;
    use crate::run::origin::Origin;
    use crate::run::queue::Queue;
    use crate::steps::encode::encode;

    fn output(side: u32, encoding: Encoding) -> Output {
        let region = Region { left: 0.0, top: 0.0, width: 1000.0, height: 1000.0 };
        let framing = Framing::Fixed(FixedFrame {
            region,
            width: side,
            height: side,
            kernel: Kernel::Lanczos3,
            canvas: None,
            slide: None,
        });
        Output::plain(framing, encoding)
    }

    #[test]
    fn the_longest_job_goes_first_and_a_decode_last_unless_it_is_among_the_last_ones() {
        let avif = Encoding::Avif(Avif {
            quality: Quality::Number(50),
            effort: AvifEffort::Best,
            depth: 8,
            chroma: Chroma::Yuv444,
        });
        let webp = Encoding::Webp(Webp { quality: Quality::Number(80), effort: 4, alpha_quality: 100 });
        let outputs = vec![output(900, webp), output(900, avif), output(200, avif), output(1000, avif)];
        let source = Source {
            input: SourceInput::Path(PathBuf::new()),
            decode_size: DecodeSize::Full,
            fail_on: FailOn::default(),
            timeout: None,
            outputs,
        };
        let pixel = Raster::<u8>::allocate(1, 1, Channels::Gray).unwrap();
        let picture = Arc::new(Picture::still(pixel, ColourProfile::Unspecified));
        let png = Encoding::Png(Png { depth: 8, effort: 1, interlaced: false, palette: None });
        let bytes = encode(&picture, &png, &Cancel::new()).unwrap();
        let header = probe_bytes(&bytes, &Limits::UNBOUNDED).unwrap();
        let origin = Arc::new(Origin::of(bytes.into(), &header, &source.outputs, &Limits::UNBOUNDED));
        let from = Shared { picture, timings: Timings::default(), frame: None, origin };
        let encode = |output| Job::new(Stage::Encode { from: from.clone() }, 0, vec![output], &source);
        let order_of = |mut ready: Queue, decoded: Vec<usize>| -> Vec<Vec<usize>> {
            ready.push(Job::new(Stage::Decode, 0, decoded, &source));
            [encode(0), encode(1), encode(2)].into_iter().for_each(|job| ready.push(job));
            ready.push(Job::new(Stage::Frame { from: from.clone(), scale: 1.0 }, 0, vec![3], &source));
            ready.push(Job::new(Stage::Operate { from: from.clone() }, 0, vec![1, 2], &source));
            std::iter::from_fn(|| ready.pop()).map(|job| job.outputs).collect()
        };
        let others = [vec![3], vec![1, 2], vec![1], vec![2], vec![0]];
        let all = vec![0, 1, 2, 3];
        // More sources than workers, as many, and fewer of which one is not let in.
        for (sources, workers) in [(3, 2), (2, 2), (2, 3)] {
            assert_eq!(
                order_of(Queue::new(sources, workers), all.clone()),
                [&others[..], std::slice::from_ref(&all)].concat()
            );
        }
        assert_eq!(order_of(Queue::new(1, 2), all.clone()), [&[all], &others[..]].concat());
        let short = order_of(Queue::new(1, 2), vec![0, 2]);
        assert_eq!(short, [vec![3], vec![1, 2], vec![1], vec![0, 2], vec![2], vec![0]]);
    }
}
