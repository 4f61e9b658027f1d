//! A GIF that stops early or goes astray between its blocks, ended where it does.

use super::blocks::{EXTENSION, IMAGE, TRAILER, colours_length};
use crate::error::{EngineError, Result};

/// A file whose blocks are whole, and what had been wrong with it.
pub struct Mended {
    pub bytes: Vec<u8>,
    pub faults: Vec<EngineError>,
}

/// `None` when every block is in its place.
pub fn mend(bytes: &[u8]) -> Result<Option<Mended>> {
    let Some((end, damage)) = find_break(bytes) else { return Ok(None) };
    let mut mended = Vec::new();
    mended.try_reserve_exact(end + 2).map_err(|_| EngineError::out_of_memory("a damaged GIF"))?;
    mended.extend_from_slice(&bytes[..end]);
    let fault = match damage {
        Break::BetweenBlocks => EngineError::repaired("gif-trailer"),
        Break::BetweenData => {
            mended.push(0);
            EngineError::repaired("gif-trailer")
        }
        Break::InData { block } => {
            mended[block] = (end - block - 1) as u8;
            mended.push(0);
            EngineError::truncated("the GIF ends before its image data does")
        }
        Break::InHeader => EngineError::truncated("the GIF ends before its image data does"),
        // Nothing behind it can draw.
        Break::Astray if !bytes[end..].contains(&IMAGE) => EngineError::repaired("gif-extra-bytes"),
        Break::Astray => EngineError::corrupt("GIF: unknown block type encountered"),
    };
    mended.push(TRAILER);
    Ok(Some(Mended { bytes: mended, faults: vec![fault] }))
}

/// Where a file stops being a list of blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Break {
    BetweenBlocks,
    /// Between two pieces of a block's data.
    BetweenData,
    /// Inside a piece of data whose length stands at `block`.
    InData {
        block: usize,
    },
    /// Inside what precedes a block's data; the block is left out.
    InHeader,
    /// What follows is no block.
    Astray,
}

fn find_break(bytes: &[u8]) -> Option<(usize, Break)> {
    let mut at = 13 + colours_length(*bytes.get(10)?);
    if at > bytes.len() {
        return None;
    }
    loop {
        let start = at;
        match bytes.get(at) {
            None => return Some((at, Break::BetweenBlocks)),
            Some(&TRAILER) => return None,
            Some(&EXTENSION) => at += 2,
            // The descriptor, the frame's own colours, the code size of its data.
            Some(&IMAGE) => match bytes.get(at + 9) {
                Some(flags) => at += 10 + colours_length(*flags) + 1,
                None => return Some((start, Break::InHeader)),
            },
            Some(_) => return Some((at, Break::Astray)),
        }
        if at > bytes.len() {
            return Some((start, Break::InHeader));
        }
        loop {
            let block = at;
            let Some(&length) = bytes.get(block) else { return Some((block, Break::BetweenData)) };
            at += 1 + usize::from(length);
            if at > bytes.len() {
                return Some((bytes.len(), Break::InData { block }));
            }
            if length == 0 {
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    fn whole() -> Vec<u8> {
        let header = [b"GIF89a\x02\0\x01\0\x80\0\0".as_slice(), &[1, 2, 3, 4, 5, 6]].concat();
        let image = [&[0x2C, 0, 0, 0, 0, 2, 0, 1, 0, 0, 2][..], &[3, 7, 7, 7, 1, 7, 0]].concat();
        [&header[..], &[0x21, 0xF9, 4, 0, 10, 0, 0, 0], &image, &[TRAILER]].concat()
    }

    fn code_of(bytes: &[u8]) -> Option<ErrorCode> {
        mend(bytes).unwrap().map(|mended| mended.faults[0].code)
    }

    #[test]
    fn a_sound_file_and_what_follows_it_are_left_alone() {
        assert_eq!(code_of(&whole()), None);
        assert_eq!(code_of(&[whole(), b"more".to_vec()].concat()), None);
    }

    #[test]
    fn what_ends_behind_its_data_is_repaired_and_what_ends_inside_is_cut() {
        let whole = whole();
        let cut = |by: usize| &whole[..whole.len() - by];
        for by in [1, 2, 4] {
            assert_eq!(code_of(cut(by)), Some(ErrorCode::SourceRepaired), "{by}");
            assert_eq!(mend(cut(by)).unwrap().unwrap().bytes.last(), Some(&TRAILER));
        }
        assert_eq!(mend(cut(2)).unwrap().unwrap().bytes, whole);
        for by in [3, 5, 7, 10, 12] {
            assert_eq!(code_of(cut(by)), Some(ErrorCode::SourceTruncated), "{by}");
        }
    }

    #[test]
    fn bytes_that_are_no_block_end_the_file_and_cost_it_what_might_draw_behind_them() {
        let whole = whole();
        let end = whole.len() - 1;
        let with = |extra: &[u8]| [&whole[..end], extra, &[TRAILER]].concat();
        assert_eq!(code_of(&with(&[0, 0, 7])), Some(ErrorCode::SourceRepaired));
        assert_eq!(code_of(&with(&[7, IMAGE])), Some(ErrorCode::SourceCorrupt));
    }

    #[test]
    fn nothing_panics() {
        for length in 0..whole().len() {
            let _ = mend(&whole()[..length]);
        }
    }
}
