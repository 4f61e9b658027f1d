//! The abort signal's native half.

use lazy_image_engine::Cancel;
use napi_derive::napi;

/// Given to one call and set when its AbortSignal fires.
#[napi]
pub struct CancelToken {
    flag: Cancel,
}

#[napi]
impl CancelToken {
    #[napi(constructor)]
    #[allow(clippy::new_without_default, reason = "constructed from JavaScript")]
    pub fn new() -> Self {
        Self { flag: Cancel::new() }
    }

    #[napi]
    pub fn cancel(&self) {
        self.flag.cancel();
    }

    /// The flag of a token, or one that nobody can set.
    pub(crate) fn flag_of(token: Option<&Self>) -> Cancel {
        token.map_or_else(Cancel::new, |token| token.flag.clone())
    }
}
