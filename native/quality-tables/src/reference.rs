use serde::Deserialize;

/// What run.mjs prepared.
#[derive(Deserialize)]
pub struct Reference {
    pub sharp: String,
    /// Megapixels of the pictures.
    pub areas: Vec<f64>,
    pub qualities: Vec<u8>,
    pub pictures: Vec<String>,
}
