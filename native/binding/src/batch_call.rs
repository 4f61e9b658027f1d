//! Calls of the engine, on threads that are none of libuv's. For those Node waits before anybody can tell them that their
//! environment ends: to end a worker thread would take as long as its batch.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, channel};

use lazy_image_engine::{Batch, Cancel, Result, rest, start_batch};
use napi::bindgen_prelude::Object;
use napi::{Env, JsDeferred};

use crate::convert;
use crate::output_events::OnOutput;
use crate::wire::WireBatchResult;

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
    on_output: OnOutput,
    cancel: Cancel,
) -> napi::Result<Object<'env>> {
    hook(env)?;
    let call = NEXT_CALL.fetch_add(1, Ordering::Relaxed);
    let (deferred, promise): (JsDeferred<WireBatchResult, Resolver>, _) = env.create_deferred()?;
    let (working, over) = channel::<()>();
    RUNNING.with_borrow_mut(|running| running.insert(call, Running { cancel: cancel.clone(), over }));
    let untold = on_output.untold();
    let on_done = move |mut result| {
        deferred.resolve(Box::new(move |_| {
            RUNNING.with_borrow_mut(|running| running.remove(&call));
            if let Ok(outcome) = &mut result {
                untold.complete(outcome);
            }
            Ok(convert::batch_result(result))
        }) as Resolver);
        drop(working);
    };
    match batch {
        Ok(batch) => start_batch(batch, cancel, Box::new(move |event| on_output.tell(event)), Box::new(on_done)),
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
