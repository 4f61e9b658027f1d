//! The clock's time in a sequence's boxes (ISO/IEC 14496-12), which libavif writes and equal pictures must not show.

/// Boxes that hold others, from the outermost in.
const CONTAINERS: [&[u8; 4]; 3] = [b"moov", b"trak", b"mdia"];
/// Full boxes that begin with two times of 64 bits in their first version.
const TIMED: [&[u8; 4]; 3] = [b"mvhd", b"tkhd", b"mdhd"];

/// Size and type of a box, then version and flags of a full one.
const HEADER: usize = 8;
const VERSION: usize = 4;
const TIMES: usize = 16;

/// Sets every time of creation and change to none.
pub fn clear(mut boxes: &mut [u8]) {
    while let Some((size, kind)) = header(boxes) {
        let (current, rest) = boxes.split_at_mut(size);
        if CONTAINERS.contains(&&kind) {
            clear(&mut current[HEADER..]);
        } else if TIMED.contains(&&kind)
            && let Some(times) = current.get_mut(HEADER + VERSION..HEADER + VERSION + TIMES)
        {
            times.fill(0);
        }
        boxes = rest;
    }
}

fn header(boxes: &[u8]) -> Option<(usize, [u8; 4])> {
    let size = u32::from_be_bytes(*boxes.first_chunk()?) as usize;
    let kind = *boxes.get(4..)?.first_chunk()?;
    (HEADER..=boxes.len()).contains(&size).then_some((size, kind))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn boxed(kind: &[u8; 4], body: &[u8]) -> Vec<u8> {
        [&(8 + body.len() as u32).to_be_bytes(), &kind[..], body].concat()
    }

    #[test]
    fn times_are_cleared_where_they_stand_and_nothing_else_is() {
        let file = |time: u8| {
            let timed = |kind| boxed(kind, &[&[1, 0, 0, 0][..], &[time; 16], &[7; 20]].concat());
            let media = boxed(b"mdia", &[timed(b"mdhd"), boxed(b"hdlr", &[time | 1; 30])].concat());
            let track = boxed(b"trak", &[timed(b"tkhd"), media].concat());
            [boxed(b"ftyp", b"avis"), boxed(b"moov", &[timed(b"mvhd"), track].concat()), boxed(b"mdat", &[9; 40])]
                .concat()
        };
        let mut cleared = file(1);
        clear(&mut cleared);
        assert_eq!(cleared, file(0));
    }

    #[test]
    fn boxes_that_end_early_are_left_alone() {
        for length in 0..30 {
            let mut short = boxed(b"moov", &boxed(b"mvhd", &[1; 40]))[..length].to_vec();
            clear(&mut short);
        }
    }
}
