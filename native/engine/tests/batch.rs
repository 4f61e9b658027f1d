//! What a batch promises: one decode a source, results in order, one bad source harms no other, whole files or none,
//! the same bytes from any number of threads.

mod pictures;
mod requests;

use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use lazy_image_engine::{
    Cancel, DecodeSize, Destination, ErrorCode, Limits, Output, OutputEvent, Rendition, Source, SourceInput,
    WorkCounts, probe_bytes, process_batch, process_source,
};
use pictures::{jpeg, png};
use requests::{AVIF, PNG, WEBP, batch, bytes, output, run, source, three_by_four};

fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("lazy-image-batch-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn one_decode_and_one_resize_a_size_feed_every_output() {
    let outcome = run(&batch(vec![source(jpeg(200, 150), three_by_four((200, 150)))], 2));
    let WorkCounts { decodes, resizes, operations, encodes, trials, bytes_in, bytes_out } = outcome.counts;
    assert_eq!(trials, 0);
    assert_eq!((decodes, resizes, operations, encodes), (1, 3, 0, 12));
    assert_eq!(bytes_in, jpeg(200, 150).len() as u64);
    assert_eq!(bytes_out, bytes(&outcome).iter().map(|data| data.len() as u64).sum());
}

#[test]
fn an_output_of_the_decoded_size_is_not_resampled() {
    let outcome =
        run(&batch(vec![source(png(40, 30), vec![output((40, 30), 40, 30, PNG), output((40, 30), 40, 30, WEBP)])], 1));
    assert_eq!((outcome.counts.resizes, outcome.counts.encodes), (0, 2));
}

#[test]
fn results_keep_the_order_of_the_request() {
    let widths = [10, 60, 20, 50, 30, 40];
    let sources =
        widths.iter().map(|&width| source(jpeg(120, 90), vec![output((120, 90), width, width, AVIF)])).collect();
    let outcome = run(&batch(sources, 2));
    for (encoded, width) in bytes(&outcome).iter().zip(widths) {
        assert_eq!(probe_bytes(encoded, &Limits::UNBOUNDED).unwrap().width, width);
    }
}

#[test]
fn the_bytes_do_not_depend_on_the_number_of_threads() {
    let sources =
        || vec![source(jpeg(200, 150), three_by_four((200, 150))), source(png(90, 70), three_by_four((90, 70)))];
    let alone = bytes(&run(&batch(sources(), 1)));
    for concurrency in [2, 8] {
        assert!(bytes(&run(&batch(sources(), concurrency))) == alone, "concurrency {concurrency}");
    }
    let single = process_source(&sources()[0], Limits::UNBOUNDED, &Cancel::new()).unwrap();
    assert!(bytes(&single) == alone[..12], "on the calling thread");
}

#[test]
fn an_output_is_the_same_whatever_else_is_asked_of_its_source() {
    let small = || output((400, 300), 40, 30, PNG);
    let alone = bytes(&run(&batch(vec![source(jpeg(400, 300), vec![small()])], 1)));
    let beside =
        bytes(&run(&batch(vec![source(jpeg(400, 300), vec![output((400, 300), 400, 300, WEBP), small()])], 1)));
    assert!(alone[0] == beside[1]);
}

#[test]
fn a_source_that_may_be_decoded_smaller_is_no_other_picture() {
    let scaled =
        Source { decode_size: DecodeSize::Needed, ..source(jpeg(400, 300), vec![output((400, 300), 40, 30, PNG)]) };
    let outcome = run(&batch(vec![scaled], 1));
    assert_eq!(outcome.counts.decodes, 1);
    let header = probe_bytes(&bytes(&outcome)[0], &Limits::UNBOUNDED).unwrap();
    assert_eq!((header.width, header.height), (40, 30));
}

#[test]
fn one_bad_source_harms_no_other() {
    let good = jpeg(64, 48);
    let one = |bytes: Vec<u8>| source(bytes, vec![output((64, 48), 32, 24, WEBP)]);
    let missing = Source { input: SourceInput::Path("/nowhere/at-all.jpg".into()), ..one(Vec::new()) };
    let outcome = run(&batch(
        vec![
            one(good.clone()),
            one(good[..good.len() / 2].to_vec()),
            one(b"just some text".to_vec()),
            one(Vec::new()),
            missing,
            one(good),
        ],
        2,
    ));
    let codes: Vec<Option<ErrorCode>> =
        outcome.sources.iter().map(|source| source.outputs[0].as_ref().err().map(|error| error.code)).collect();
    assert_eq!(
        codes,
        [
            None,
            Some(ErrorCode::SourceTruncated),
            Some(ErrorCode::SourceNotAnImage),
            Some(ErrorCode::SourceEmpty),
            Some(ErrorCode::SourceNotFound),
            None
        ]
    );
    assert_eq!(outcome.counts.decodes, 2);
}

#[test]
fn one_impossible_output_harms_no_other_source() {
    let bad = output((9, 9), 0, 3, PNG);
    let too_wide = output((9, 9), 16_384, 3, WEBP);
    let outcome = run(&batch(
        vec![
            source(png(9, 9), vec![bad]),
            source(png(9, 9), vec![too_wide]),
            source(png(9, 9), vec![output((9, 9), 3, 3, PNG)]),
        ],
        2,
    ));
    let code = |index: usize| outcome.sources[index].outputs[0].as_ref().err().map(|error| error.code);
    assert_eq!((code(0), code(1), code(2)), (Some(ErrorCode::InvalidRequest), Some(ErrorCode::OutputTooLarge), None));
}

#[test]
fn a_panic_is_the_error_of_its_output_and_the_batch_goes_on() {
    let sources = vec![
        source(png(20, 20), vec![output((20, 20), 5, 5, PNG)]),
        source(png(20, 20), vec![output((20, 20), 6, 6, PNG)]),
    ];
    let calls = AtomicUsize::new(0);
    let outcome = process_batch(&batch(sources, 1), &Cancel::new(), &|_| {
        assert!(calls.fetch_add(1, Ordering::Relaxed) > 0, "the first event panics");
    })
    .unwrap();
    assert_eq!(calls.load(Ordering::Relaxed), 2);
    assert!(outcome.sources.iter().all(|source| source.outputs[0].is_ok()), "what was made before the panic is kept");
}

#[test]
fn limits_are_checked_before_anything_is_decoded() {
    let mut tight = batch(vec![source(png(40, 30), vec![output((40, 30), 4, 3, PNG)])], 1);
    tight.limits.pixels = 1199;
    let outcome = run(&tight);
    assert_eq!(outcome.sources[0].outputs[0].as_ref().unwrap_err().code, ErrorCode::LimitPixels);
    assert_eq!(outcome.counts, WorkCounts::default());
}

#[test]
fn every_source_completes_under_a_budget_that_none_fits() {
    let mut tiny = batch((0..6).map(|_| source(jpeg(64, 48), vec![output((64, 48), 32, 24, WEBP)])).collect(), 2);
    tiny.memory_budget = 1;
    assert_eq!(bytes(&run(&tiny)).len(), 6);
}

#[test]
fn every_finished_output_is_told_once_with_its_size_and_times() {
    let events = Mutex::new(Vec::<OutputEvent>::new());
    let sources = vec![
        source(jpeg(64, 48), three_by_four((64, 48))),
        source(b"no image".to_vec(), vec![output((1, 1), 1, 1, PNG)]),
    ];
    let outcome =
        process_batch(&batch(sources, 2), &Cancel::new(), &|event| events.lock().unwrap().push(event)).unwrap();
    let mut events = events.into_inner().unwrap();
    events.sort_by_key(|event| (event.source, event.output));
    assert_eq!(events.len(), 13);
    for event in &events {
        let facts = |rendition: &Rendition| Rendition { data: None, warnings: Vec::new(), ..*rendition };
        let result = outcome.sources[event.source].outputs[event.output].as_ref().map(facts).map_err(Clone::clone);
        assert_eq!(event.result, result);
        assert_eq!(event.result.is_ok(), event.source == 0);
        if let Ok(Rendition { timings, .. }) = event.result {
            assert!(timings.decode_ms > 0.0 && timings.resize_ms > 0.0 && timings.encode_ms > 0.0, "{timings:?}");
        }
    }
}

#[test]
fn bytes_that_go_with_their_event_are_nowhere_else() {
    let outputs = || three_by_four((64, 48));
    let given = outputs().into_iter().map(|output| Output { destination: Destination::Event, ..output }).collect();
    let events = Mutex::new(Vec::<OutputEvent>::new());
    let outcome = process_batch(&batch(vec![source(jpeg(64, 48), given)], 2), &Cancel::new(), &|event| {
        events.lock().unwrap().push(event);
    })
    .unwrap();
    let mut events = events.into_inner().unwrap();
    events.sort_by_key(|event| event.output);
    let told: Vec<Vec<u8>> = events.into_iter().map(|event| event.result.unwrap().data.unwrap()).collect();
    assert!(told == bytes(&run(&batch(vec![source(jpeg(64, 48), outputs())], 2))));
    for (output, data) in outcome.sources[0].outputs.iter().zip(&told) {
        let Rendition { data: kept, bytes, .. } = output.as_ref().unwrap();
        assert_eq!((kept, *bytes), (&None, data.len() as u64));
    }
}

#[test]
fn a_cancelled_batch_stops_and_says_so() {
    let cancel = Cancel::new();
    let encodes = AtomicUsize::new(0);
    let sources = (0..50).map(|_| source(jpeg(64, 48), vec![output((64, 48), 32, 24, WEBP)])).collect();
    let error = process_batch(&batch(sources, 1), &cancel, &|event| {
        encodes.fetch_add(usize::from(event.result.is_ok()), Ordering::Relaxed);
        cancel.cancel();
    })
    .unwrap_err();
    assert_eq!(error.code, ErrorCode::Aborted);
    assert!(encodes.load(Ordering::Relaxed) < 5, "work went on after the abort");
}

#[test]
fn files_are_written_whole_and_equal_what_memory_would_have_held() {
    let folder = scratch("files");
    let path = folder.join("out.webp");
    let to_file = Output { destination: Destination::File(path.clone()), ..output((64, 48), 32, 24, WEBP) };
    let outcome = run(&batch(vec![source(jpeg(64, 48), vec![to_file, output((64, 48), 32, 24, WEBP)])], 1));
    let outputs: Vec<_> = outcome.sources[0].outputs.iter().map(|output| output.as_ref().unwrap()).collect();
    assert!(outputs[0].data.is_none());
    assert_eq!(std::fs::read(&path).unwrap(), *outputs[1].data.as_ref().unwrap());
    assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "no temporary file is left");
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_path_and_its_bytes_give_the_same_outputs() {
    let folder = scratch("path");
    let path = folder.join("photo.jpg");
    std::fs::write(&path, jpeg(64, 48)).unwrap();
    let outputs = || vec![output((64, 48), 32, 24, WEBP)];
    let from_path = Source { input: SourceInput::Path(path), ..source(Vec::new(), outputs()) };
    let outcome = run(&batch(vec![from_path, source(jpeg(64, 48), outputs())], 1));
    let all = bytes(&outcome);
    assert!(all[0] == all[1]);
    std::fs::remove_dir_all(folder).unwrap();
}
