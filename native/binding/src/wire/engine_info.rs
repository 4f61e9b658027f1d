//! Who the engine is.

use napi_derive::napi;

#[napi(object)]
pub struct WireEngineInfo {
    pub version: String,
    /// Same fingerprint, same bytes for the same request.
    pub fingerprint: String,
    pub codecs: Vec<WireCodec>,
    /// Every format, in the order in which messages list them.
    pub formats: Vec<WireFormat>,
    /// Processors this process may use: affinity and cgroup quota counted.
    pub available_parallelism: u32,
    /// Bytes of memory this process may use: control groups and the limit of its address space counted.
    pub available_memory: f64,
}

#[napi(object)]
pub struct WireCodec {
    pub name: String,
    pub version: String,
}

/// What is told of writing is nothing where a format is only read.
#[napi(object)]
pub struct WireFormat {
    /// Lower case.
    pub name: String,
    /// As people write it.
    pub title: String,
    /// Of file names, without the dot, the usual one first.
    pub extensions: Vec<String>,
    pub media_type: String,
    pub reads: bool,
    pub writes: bool,
    /// Whether the frames of an animation are written.
    pub animated: bool,
    /// Whether pixels can be kept exactly.
    pub lossless: WireLossless,
    pub alpha: bool,
    /// Bits a channel.
    pub bit_depths: Vec<u32>,
    /// Where more bits than a source has pay.
    pub deepenings: Vec<WireDeepening>,
    /// Whether rows may come in passes.
    pub progressive: bool,
    /// Least and most; absent where effort is no number.
    pub efforts: Option<Vec<u32>>,
    /// Largest width and height.
    pub max_side: u32,
    /// Blocks that are written beside the pixels.
    pub metadata: Vec<WireBlock>,
}

/// Where a lossy picture of so many bits a channel is smaller than one of 8 that looks as good.
#[napi(object)]
pub struct WireDeepening {
    /// The effort's name.
    pub effort: String,
    /// Bits a channel.
    pub depth: u32,
    /// From this number of quality on, 1–100,
    pub from_number: u32,
    /// or this SSIMULACRA2, where one is wanted.
    pub from_score: f64,
}

#[napi(string_enum = "lowercase")]
pub enum WireLossless {
    Never,
    Optional,
    Always,
}

#[napi(string_enum = "kebab-case")]
pub enum WireBlock {
    Icc,
    Exif,
    Xmp,
    GainMap,
}
