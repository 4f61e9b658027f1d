//! The quantised coefficients of a JPEG.

/// The natural index, row by row, of each place in zigzag order.
pub const ZIGZAG: [u8; 64] = [
    0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21,
    28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54,
    47, 55, 62, 63,
];

/// 8×8 coefficients in zigzag order.
pub type Block = [i16; 64];

pub struct Component {
    pub id: u8,
    /// Blocks in an MCU, across and down alike: 1 or 2.
    pub sampling: usize,
    /// The number of its quantisation table.
    pub table: u8,
    /// Quantisation steps in zigzag order.
    pub steps: [u8; 64],
    /// Blocks that show something of the picture.
    pub across: usize,
    pub down: usize,
    /// Row by row.
    pub blocks: Vec<Block>,
}

/// One component, or luma and two of chroma.
pub struct Coefficients {
    /// Of the picture.
    pub width: u16,
    pub height: u16,
    pub components: Vec<Component>,
}

impl Coefficients {
    pub fn most_sampling(&self) -> usize {
        self.components.iter().map(|component| component.sampling).max().unwrap_or(1)
    }

    /// MCUs across and down, where all components come together.
    pub fn mcus(&self) -> (usize, usize) {
        let side = 8 * self.most_sampling();
        (usize::from(self.width).div_ceil(side), usize::from(self.height).div_ceil(side))
    }

    /// The blocks of all components in the order of MCUs, each with the number of its component; `None` for one beyond the
    /// edge, which only fills its MCU.
    pub fn interleaved(&self) -> impl Iterator<Item = (usize, Option<&Block>)> {
        let (across, down) = self.mcus();
        let places = (0..down).flat_map(move |row| (0..across).map(move |column| (column, row)));
        places.flat_map(move |(column, row)| {
            self.components.iter().enumerate().flat_map(move |(number, component)| {
                component.in_mcu(column, row).map(move |at| (number, at.map(|at| &component.blocks[at])))
            })
        })
    }
}

impl Component {
    /// Where the blocks of an MCU lie; `None` for one beyond the edge.
    pub fn in_mcu(&self, column: usize, row: usize) -> impl Iterator<Item = Option<usize>> + use<> {
        let Self { sampling, across, down, .. } = *self;
        (0..sampling * sampling).map(move |index| {
            let (x, y) = (column * sampling + index % sampling, row * sampling + index / sampling);
            (x < across && y < down).then(|| y * across + x)
        })
    }
}
