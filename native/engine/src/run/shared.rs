//! What one job hands to the next.

use std::sync::Arc;

use crate::asked::frame::FixedFrame;
use crate::outcome::Timings;
use crate::picture::Picture;
use crate::run::origin::Origin;

/// Pixels that several jobs read, freed when the last of them is done.
#[derive(Clone)]
pub struct Shared {
    pub picture: Arc<Picture>,
    /// What it took to make them.
    pub timings: Timings,
    /// Where it lies in its base, once it is framed.
    pub frame: Option<FixedFrame>,
    pub origin: Arc<Origin>,
}
