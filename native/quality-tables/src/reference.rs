use serde::Deserialize;

/// What run.mjs prepared.
#[derive(Deserialize)]
pub struct Reference {
    pub sharp: String,
    /// Megapixels of the photographs.
    pub areas: Vec<f64>,
    pub qualities: Vec<u8>,
    pub pictures: Vec<Subject>,
}

#[derive(Clone, Deserialize)]
pub struct Subject {
    /// Of its folder.
    pub name: String,
    /// The file that it was made of: pictures of one source stay together.
    pub source: String,
    pub kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Photograph,
    Graphic,
}
