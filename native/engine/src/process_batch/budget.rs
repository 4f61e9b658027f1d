//! What the sources in work may take together.

pub struct Budget {
    bytes: u64,
    in_use: u64,
    /// Of each source.
    reserved: Vec<u64>,
}

impl Budget {
    pub fn new(bytes: u64, sources: usize) -> Self {
        Self { bytes, in_use: 0, reserved: vec![0; sources] }
    }

    /// Whether there is room for one more. A source larger than the whole budget runs alone.
    pub fn holds(&self, peak: u64) -> bool {
        self.in_use == 0 || self.in_use.saturating_add(peak) <= self.bytes
    }

    pub fn reserve(&mut self, source: usize, peak: u64) {
        self.reserved[source] = peak;
        self.in_use += peak;
    }

    pub fn give_back(&mut self, source: usize) {
        self.in_use -= std::mem::take(&mut self.reserved[source]);
    }
}
