//! From the stored picture to the one that regions are given in.

/// The colours of an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TargetColours {
    Srgb,
    DisplayP3,
    /// As the source has them, to be labelled with its profile.
    Source,
}

/// What happens to a picture before anything is cut out of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Base {
    /// Whether EXIF orientation is applied: regions are given in the upright picture then, in the stored one else.
    pub auto_orient: bool,
    pub colour_space: TargetColours,
    /// Whether an animation keeps its frames, where the encoding can hold them.
    pub animated: bool,
}
