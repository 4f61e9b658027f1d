//! Outputs on their way to JavaScript, each once: with the event that tells of it, or with the batch's own result where
//! that is quicker. Both are taken up on the thread of JavaScript.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use lazy_image_engine::{BatchOutcome, OutputEvent, Rendition, Result};
use napi::Status;
use napi::bindgen_prelude::Function;
use napi::threadsafe_function::{ThreadsafeCallContext, ThreadsafeFunction, ThreadsafeFunctionCallMode};

use crate::convert;
use crate::wire::WireOutputEvent;

type Place = (usize, usize);

/// What is made and has not been given to JavaScript yet, by source and output.
#[derive(Clone, Default)]
pub struct Untold(Arc<Mutex<HashMap<Place, Result<Rendition>>>>);

impl Untold {
    fn put(&self, place: Place, result: Result<Rendition>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(place, result);
    }

    fn take(&self, place: Place) -> Option<Result<Rendition>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&place)
    }

    /// Puts into the batch's result what no event has given away.
    pub fn complete(&self, outcome: &mut BatchOutcome) {
        let mut untold = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for ((source, output), result) in untold.drain() {
            outcome.sources[source].outputs[output] = result;
        }
    }
}

/// A callback that worker threads may call; it keeps no process alive.
pub struct OnOutput {
    callback: ThreadsafeFunction<Place, (), WireOutputEvent, Status, false, true>,
    untold: Untold,
}

impl OnOutput {
    pub fn new(callback: Function<'_, WireOutputEvent, ()>) -> napi::Result<Self> {
        let untold = Untold::default();
        let taken = untold.clone();
        let callback = callback.build_threadsafe_function().weak::<true>().build_callback(
            move |context: ThreadsafeCallContext<Place>| {
                let (source, output) = context.value;
                let result = taken.take((source, output)).map(convert::output_result);
                Ok(WireOutputEvent { source: source as u32, output: output as u32, result })
            },
        )?;
        Ok(Self { callback, untold })
    }

    pub fn untold(&self) -> Untold {
        self.untold.clone()
    }

    pub fn tell(&self, OutputEvent { source, output, result }: OutputEvent) {
        self.untold.put((source, output), result);
        // A full or closed queue loses an event; what it would have told comes with the result.
        let _ = self.callback.call((source, output), ThreadsafeFunctionCallMode::NonBlocking);
    }
}
