//! The number of quality that a JPEG was written at, by its quantisation tables.

use crate::formats::jpeg::optimise::coefficients::ZIGZAG;

/// Steps of 8×8 coefficients, row by row.
type Steps = [u16; 64];

/// Of luma and of chroma, at number 50.
type Base = [Steps; 2];

/// The tables that ITU-T T.81 has as an example (annex K), which libjpeg scales, and most of what stands on it.
const STANDARD: Base = [
    [
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29,
        51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121,
        120, 101, 72, 92, 95, 98, 112, 100, 103, 99,
    ],
    [
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99,
    ],
];

/// What mozjpeg scales where it is not told otherwise.
const MOZJPEG: Base = [OF_MOZJPEG; 2];

const OF_MOZJPEG: Steps = [
    16, 16, 16, 18, 25, 37, 56, 85, 16, 17, 20, 27, 34, 40, 53, 75, 16, 20, 24, 31, 43, 62, 91, 135, 18, 27, 31, 40,
    53, 74, 106, 156, 25, 34, 43, 53, 69, 94, 131, 189, 37, 40, 62, 74, 94, 124, 169, 238, 56, 53, 91, 106, 131, 169,
    226, 311, 85, 75, 135, 156, 189, 238, 311, 418,
];

/// The largest step that 8 bits hold, and the largest that libjpeg writes at all.
const MOST: [u16; 2] = [255, 32_767];

/// Steps up to these lose next to nothing, whatever their shape.
const FINE: u16 = 2;

/// What a header tells about how its coefficients were rounded.
#[derive(Default)]
pub struct Quantisation {
    tables: [Option<Table>; 4],
    /// Which table each of the first two components takes.
    taken: [Option<u8>; 2],
}

#[derive(Clone, Copy)]
struct Table {
    steps: Steps,
    /// What a step may be.
    most: u16,
}

impl Quantisation {
    /// The body of a DQT segment; what is broken in it is left out.
    pub fn see_tables(&mut self, mut body: &[u8]) {
        while let Some((&head, rest)) = body.split_first() {
            let is_wide = head >> 4 != 0;
            let Some((stored, rest)) = rest.split_at_checked(if is_wide { 128 } else { 64 }) else { return };
            let mut steps = [0; 64];
            for (place, natural) in ZIGZAG.iter().enumerate() {
                steps[usize::from(*natural)] = if is_wide {
                    u16::from_be_bytes([stored[2 * place], stored[2 * place + 1]])
                } else {
                    stored[place].into()
                };
            }
            if let Some(table) = self.tables.get_mut(usize::from(head & 15)) {
                *table = Some(Table { steps, most: MOST[usize::from(is_wide)] });
            }
            body = rest;
        }
    }

    /// Three bytes for each of the frame's first components.
    pub fn see_components(&mut self, components: &[u8]) {
        for (taken, component) in self.taken.iter_mut().zip(components.chunks_exact(3)) {
            *taken = Some(component[2]);
        }
    }

    /// The number, 1–100, on the scale of libjpeg's `jpeg_set_quality`.
    ///
    /// Tables that are the standard's or mozjpeg's own, scaled as libjpeg scales them, have exactly one: that of
    /// libjpeg, libjpeg-turbo, mozjpeg, sharp, ImageMagick and Pillow. All others (jpegli, cameras, Photoshop) get the
    /// number whose standard tables have the same mean: an estimate. `None` for tables that no number is like: those
    /// which are no coarser in fine detail than in coarse detail, and not fine altogether.
    pub fn number(&self) -> Option<u8> {
        let luma = self.table(0)?;
        // Where all components take one table, it is that of luma.
        let chroma = if self.taken[1] == self.taken[0] { None } else { self.table(1) };
        let tables = [Some(luma), chroma];
        let exact =
            [STANDARD, MOZJPEG].iter().find_map(|base| (1..=100).rev().find(|number| are_of(&tables, base, *number)));
        exact.or_else(|| {
            let written = sum(&luma.steps) + chroma.map_or(0, |table| sum(&table.steps));
            let scaled = |number| sum_of(&tables, &STANDARD, number);
            let nearest = (1..=100).min_by_key(|number| scaled(*number).abs_diff(written));
            nearest.filter(|_| rises(&luma.steps) || luma.steps.iter().all(|step| *step <= FINE))
        })
    }

    fn table(&self, component: usize) -> Option<&Table> {
        self.tables.get(usize::from(self.taken[component]?))?.as_ref()
    }
}

/// What libjpeg makes of a step at a number.
fn scaled(step: u16, number: u8, most: u16) -> u16 {
    let number = u32::from(number);
    let scale = if number < 50 { 5000 / number } else { 200 - 2 * number };
    ((u32::from(step) * scale + 50) / 100).clamp(1, most.into()) as u16
}

/// Whether the tables are those of a number.
fn are_of(tables: &[Option<&Table>; 2], base: &Base, number: u8) -> bool {
    pairs(tables, base).all(|(table, base, place)| table.steps[place] == scaled(base[place], number, table.most))
}

fn sum_of(tables: &[Option<&Table>; 2], base: &Base, number: u8) -> u64 {
    pairs(tables, base).map(|(table, base, place)| u64::from(scaled(base[place], number, table.most))).sum()
}

/// Each step of the tables that there are, with that of the base.
fn pairs<'a>(
    tables: &'a [Option<&'a Table>; 2],
    base: &'a Base,
) -> impl Iterator<Item = (&'a Table, &'a Steps, usize)> {
    tables
        .iter()
        .zip(base)
        .filter_map(|(table, base)| table.map(|table| (table, base)))
        .flat_map(|(table, base)| (0..64).map(move |place| (table, base, place)))
}

fn sum(steps: &[u16]) -> u64 {
    steps.iter().map(|step| u64::from(*step)).sum()
}

/// Whether fine detail is rounded more coarsely than coarse detail.
fn rises(steps: &Steps) -> bool {
    let (mut coarse, mut fine) = (0, 0);
    for (place, step) in steps.iter().enumerate() {
        // Of as many places on either side of the diagonal.
        match (place / 8 + place % 8).cmp(&7) {
            std::cmp::Ordering::Less => coarse += u64::from(*step),
            std::cmp::Ordering::Greater => fine += u64::from(*step),
            std::cmp::Ordering::Equal => {}
        }
    }
    fine > coarse
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(id: u8, steps: &Steps, is_wide: bool) -> Vec<u8> {
        let mut body = vec![id | if is_wide { 16 } else { 0 }];
        for natural in ZIGZAG {
            let step = steps[usize::from(natural)];
            body.extend(if is_wide { step.to_be_bytes().to_vec() } else { vec![step as u8] });
        }
        body
    }

    /// A header of two tables: one for the first component, one for the others.
    fn header(luma: &Steps, chroma: &Steps, is_wide: bool) -> Quantisation {
        let mut header = Quantisation::default();
        header.see_tables(&[segment(0, luma, is_wide), segment(1, chroma, is_wide)].concat());
        header.see_components(&[1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
        header
    }

    fn at(base: &Base, number: u8, most: u16) -> Base {
        base.map(|steps| steps.map(|step| scaled(step, number, most)))
    }

    #[test]
    fn every_number_of_libjpeg_is_read_back() {
        for base in [STANDARD, MOZJPEG] {
            for number in 1..=100 {
                for (is_wide, most) in [(false, 255), (true, 32_767)] {
                    let [luma, chroma] = at(&base, number, most);
                    // Nothing tells these apart: all their steps are as large as steps may be.
                    let same = if luma == [255; 64] { 1 } else { number };
                    assert_eq!(header(&luma, &chroma, is_wide).number(), Some(same), "{number}, {most}");
                }
            }
        }
    }

    #[test]
    fn one_table_is_that_of_luma() {
        let [luma, _] = at(&STANDARD, 83, 255);
        let mut gray = Quantisation::default();
        gray.see_tables(&segment(0, &luma, false));
        gray.see_components(&[1, 0x11, 0]);
        assert_eq!(gray.number(), Some(83));
        gray.see_components(&[1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0]);
        assert_eq!(gray.number(), Some(83));
    }

    #[test]
    fn other_tables_have_the_number_of_their_mean() {
        let [mut luma, chroma] = at(&STANDARD, 75, 255);
        luma.iter_mut().step_by(2).for_each(|step| *step += 2);
        luma.iter_mut().skip(1).step_by(2).for_each(|step| *step -= 2);
        assert_eq!(header(&luma, &chroma, false).number(), Some(75));
    }

    #[test]
    fn tables_of_no_scale_have_none() {
        assert_eq!(header(&[16; 64], &[16; 64], false).number(), None);
        let mut falling = at(&STANDARD, 75, 255)[0];
        falling.reverse();
        assert_eq!(header(&falling, &falling, false).number(), None);
        assert_eq!(header(&[2; 64], &[2; 64], false).number(), Some(99));
    }

    #[test]
    fn broken_segments_have_none_either() {
        let [luma, _] = at(&STANDARD, 75, 255);
        let body = segment(0, &luma, false);
        for cut in 0..body.len() {
            let mut header = Quantisation::default();
            header.see_tables(&body[..cut]);
            header.see_components(&[1, 0x11, 0]);
            assert_eq!(header.number(), None);
        }
        let mut header = Quantisation::default();
        header.see_tables(&segment(7, &luma, false));
        header.see_components(&[1, 0x11, 7]);
        assert_eq!(header.number(), None);
        assert_eq!(Quantisation::default().number(), None);
    }
}
