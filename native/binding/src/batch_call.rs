//! Calls of the engine, on threads that are none of libuv's. For those Node waits before anybody can tell them that their
//! environment ends: to end a worker thread would take as long as its batch.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};

use lazy_image_engine::{Batch, Cancel, OutputEvent, Result, rest, start_batch};
use napi::bindgen_prelude::{Function, Object};
use napi::threadsafe_function::{ThreadsafeFunction, ThreadsafeFunctionCallMode};
use napi::{Env, JsDeferred, Status};

use crate::convert;
use crate::wire::{WireBatchResult, WireOutputEvent};

type Resolver = Box<dyn FnOnce(Env) -> napi::Result<WireBatchResult> + Send>;

static NEXT_CALL: AtomicU64 = AtomicU64::new(0);

thread_local! {
    /// Calls of this thread's environment that are not over.
    static RUNNING: RefCell<HashMap<u64, Running>> = RefCell::default();
    /// Whether they are ended when the environment ends.
    static IS_HOOKED: Cell<bool> = const { Cell::new(false) };
}

struct Running {
    cancel: Cancel,
    /// Closed when the engine is done with it.
    over: Receiver<()>,
}

impl Running {
    /// Nothing of a cancelled call goes on once this returns: it waits for the rows and stages under way.
    fn end(self) {
        // Nothing is sent: the channel is closed.
        let _ = self.over.recv();
    }
}

/// Begins a batch and gives the promise of its result.
pub fn start<'env>(
    env: &'env Env,
    batch: Result<Batch>,
    on_output: Option<OnOutput>,
    cancel: Cancel,
) -> napi::Result<Object<'env>> {
    hook(env)?;
    let call = NEXT_CALL.fetch_add(1, Ordering::Relaxed);
    let (deferred, promise): (JsDeferred<WireBatchResult, Resolver>, _) = env.create_deferred()?;
    let (working, over) = channel::<()>();
    RUNNING.with_borrow_mut(|running| running.insert(call, Running { cancel: cancel.clone(), over }));
    let on_done = move |result| {
        deferred.resolve(Box::new(move |_| {
            RUNNING.with_borrow_mut(|running| running.remove(&call));
            Ok(convert::batch_result(result))
        }) as Resolver);
        drop(working);
    };
    let tell = move |event| {
        if let Some(on_output) = &on_output {
            on_output.call(event);
        }
    };
    match batch {
        Ok(batch) => start_batch(batch, cancel, Box::new(tell), Box::new(on_done)),
        Err(error) => on_done(Err(error)),
    }
    Ok(promise)
}

/// Node takes down what the threads call into only after all hooks have run.
fn hook(env: &Env) -> napi::Result<()> {
    if !IS_HOOKED.replace(true) {
        env.add_env_cleanup_hook((), |()| {
            IS_HOOKED.set(false);
            let running = RUNNING.take();
            running.values().for_each(|call| call.cancel.cancel());
            running.into_values().for_each(Running::end);
            // With the last environment the library goes, which a waiting thread would wake up in.
            rest();
        })?;
    }
    Ok(())
}

/// A progress callback that worker threads may call; it keeps no process alive.
pub struct OnOutput(ThreadsafeFunction<WireOutputEvent, (), WireOutputEvent, Status, false, true>);

impl OnOutput {
    pub fn new(callback: Function<'_, WireOutputEvent, ()>) -> napi::Result<Self> {
        Ok(Self(callback.build_threadsafe_function().weak::<true>().build()?))
    }

    fn call(&self, event: OutputEvent) {
        // A full or closed queue loses a progress event, nothing more.
        let _ = self.0.call(convert::event(event), ThreadsafeFunctionCallMode::NonBlocking);
    }
}
