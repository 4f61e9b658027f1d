//! A batch on threads of its own, none of which is libuv's. For those Node waits before anybody can tell them that their
//! environment ends: to end a worker thread would take as long as its batch.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::thread::{Builder, JoinHandle};

use lazy_image_engine::{Batch, Cancel, Result, contain_panic, process_batch};
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
    thread: JoinHandle<()>,
}

impl Running {
    /// Nothing of a cancelled batch goes on once this returns: it waits for the rows and stages under way.
    fn end(self) {
        // Panics are contained on the thread itself.
        let _ = self.thread.join();
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
    let (promised, promise_given) = channel::<JsDeferred<WireBatchResult, Resolver>>();
    let flag = cancel.clone();
    let work = move || {
        // No promise could be made, and the caller knows it.
        let Ok(deferred) = promise_given.recv() else { return };
        let mut result = contain_panic(|| {
            process_batch(batch.as_ref().map_err(Clone::clone)?, &flag, &|event| on_output.tell(event))
        });
        let untold = on_output.untold();
        deferred.resolve(Box::new(move |_| {
            RUNNING.with_borrow_mut(|running| running.remove(&call));
            if let Ok(outcome) = &mut result {
                untold.complete(outcome);
            }
            Ok(convert::batch_result(result))
        }));
    };
    let thread = Builder::new().name("lazy-image-batch".to_owned()).spawn(work)?;
    let (deferred, promise) = env.create_deferred()?;
    RUNNING.with_borrow_mut(|running| running.insert(call, Running { cancel, thread }));
    let _ = promised.send(deferred);
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
        })?;
    }
    Ok(())
}
