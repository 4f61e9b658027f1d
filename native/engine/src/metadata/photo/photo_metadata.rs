//! What a photograph says of itself, as plain data.

/// Each is absent where nothing sound is said.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PhotoMetadata {
    /// When it was taken: ISO 8601, as exact as it is said, with the offset from UTC where that is said.
    pub date: Option<String>,
    pub make: Option<String>,
    pub model: Option<String>,
    pub lens: Option<String>,
    /// Millimetres.
    pub focal_length: Option<f64>,
    /// The f-number.
    pub aperture: Option<f64>,
    /// Seconds.
    pub exposure_time: Option<f64>,
    /// Sensitivity.
    pub iso: Option<u32>,
    pub title: Option<String>,
    pub caption: Option<String>,
    pub creators: Vec<String>,
    pub copyright: Option<String>,
    /// -1 for rejected, 0 for none, up to 5.
    pub rating: Option<f64>,
    pub keywords: Vec<String>,
    pub position: Option<Position>,
}

/// Where a photograph was taken (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Degrees north, -90 to 90.
    pub latitude: f64,
    /// Degrees east, -180 to 180.
    pub longitude: f64,
    /// Metres above sea level.
    pub altitude: Option<f64>,
}

impl Position {
    pub fn of(latitude: f64, longitude: f64, altitude: Option<f64>) -> Option<Self> {
        /// Some millimetres; what is behind is noise of fractions.
        const STEP: f64 = 1e7;
        let is_sound = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        let rounded = |degrees: f64| (degrees * STEP).round() / STEP;
        let altitude = altitude.filter(|metres| metres.abs() < 1e6).map(|metres| (metres * 1000.0).round() / 1000.0);
        is_sound.then(|| Self { latitude: rounded(latitude), longitude: rounded(longitude), altitude })
    }
}

/// A number that a camera may have measured.
pub fn measured(value: f64) -> Option<f64> {
    /// Fractions come out as what people write.
    const DIGITS: f64 = 1e6;
    let rounded = (value * DIGITS).round() / DIGITS;
    (rounded > 0.0 && rounded < 1e6).then_some(rounded)
}

/// From rejected to five stars.
pub fn rating(value: f64) -> Option<f64> {
    (-1.0..=5.0).contains(&value).then_some(value)
}
