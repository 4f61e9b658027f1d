//! Which faults of a file are errors, and which are told and let pass.

use crate::error::{EngineError, ErrorCode, Result};

/// The least fault that refuses a source whose pixels could be decoded in part at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FailOn {
    /// Whatever could be decoded is a picture.
    None,
    /// The file ends before its pixels do.
    Truncated,
    /// Pixels are missing or wrong.
    #[default]
    Error,
    /// Anything that had to be repaired, though no pixel was lost.
    Warning,
}

impl FailOn {
    /// The faults that pass.
    ///
    /// # Errors
    /// The first fault that does not.
    pub fn judge(self, faults: Vec<EngineError>) -> Result<Vec<EngineError>> {
        match faults.iter().find(|fault| self.refuses(fault.code)) {
            Some(refused) => Err(refused.clone()),
            None => Ok(faults),
        }
    }

    fn refuses(self, code: ErrorCode) -> bool {
        // The picture itself is whole.
        if code == ErrorCode::GainMapDropped {
            return false;
        }
        match self {
            Self::None => false,
            Self::Truncated => code == ErrorCode::SourceTruncated,
            Self::Error => code != ErrorCode::SourceRepaired,
            Self::Warning => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_level_refuses_what_the_one_before_refuses_and_more() {
        let faults =
            [EngineError::repaired("end"), EngineError::corrupt("PNG: a row"), EngineError::truncated("the PNG ends")];
        for (level, refused) in [
            (FailOn::None, [false, false, false]),
            (FailOn::Truncated, [false, false, true]),
            (FailOn::Error, [false, true, true]),
            (FailOn::Warning, [true, true, true]),
        ] {
            let judged = faults.each_ref().map(|fault| level.judge(vec![fault.clone()]).is_err());
            assert_eq!(judged, refused, "{level:?}");
        }
        let all = FailOn::None.judge(faults.to_vec()).unwrap();
        assert_eq!(all, faults);
    }
}
