//! A large picture's tiles, which libaom's threads encode at the same time.

/// Of a tile, at least. Two of 0.95 megapixels took 0.3 % off the bytes of a photograph of 1.9, four of half as many added 0.2 %, eight
/// of a quarter 1.2 %, at equal looks.
const LEAST_PIXELS: u64 = 3 << 18;
/// More threads than this gain little, and each tile costs a few bytes.
const MOST: u32 = 64;

/// Powers of two.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tiles {
    pub columns_log2: u32,
    pub rows_log2: u32,
}

impl Tiles {
    /// By the picture's size alone, so that no number of threads changes a byte.
    pub fn of(width: u32, height: u32) -> Self {
        let pixels = u64::from(width) * u64::from(height);
        let mut tiles = Self::default();
        while 2 * tiles.count() <= MOST && pixels >= u64::from(2 * tiles.count()) * LEAST_PIXELS {
            if width >> tiles.columns_log2 > height >> tiles.rows_log2 {
                tiles.columns_log2 += 1;
            } else {
                tiles.rows_log2 += 1;
            }
        }
        tiles
    }

    pub fn count(self) -> u32 {
        1 << (self.columns_log2 + self.rows_log2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_side_is_halved_as_long_as_tiles_are_large() {
        let of = |(width, height)| {
            let Tiles { columns_log2, rows_log2 } = Tiles::of(width, height);
            (columns_log2, rows_log2)
        };
        let sizes = [(1, 1), (1200, 900), (1600, 1200), (1200, 1600), (3200, 2223), (12_000, 8336), (65_536, 20)];
        assert_eq!(sizes.map(of), [(0, 0), (0, 0), (1, 0), (0, 1), (2, 1), (3, 3), (0, 0)]);
    }
}
