use lazy_image_engine::{
    Block, Deepening, Format, Lossless, available_memory, available_parallelism, codecs, fingerprint, formats,
};

use crate::wire::{WireBlock, WireCodec, WireDeepening, WireEngineInfo, WireFormat, WireLossless};

pub fn engine_info() -> WireEngineInfo {
    WireEngineInfo {
        version: lazy_image_engine::VERSION.to_owned(),
        fingerprint: fingerprint().to_owned(),
        codecs: codecs()
            .into_iter()
            .map(|codec| WireCodec { name: codec.name.to_owned(), version: codec.version.into_owned() })
            .collect(),
        formats: formats().map(format).collect(),
        available_parallelism: available_parallelism() as u32,
        available_memory: available_memory() as f64,
    }
}

fn format(format: &dyn Format) -> WireFormat {
    let written = format.traits();
    WireFormat {
        name: format.name().as_str().to_owned(),
        title: format.title().to_owned(),
        extensions: format.extensions().iter().map(|&extension| extension.to_owned()).collect(),
        media_type: format.media_type().to_owned(),
        reads: true,
        writes: written.is_some(),
        animated: written.is_some_and(|traits| traits.animated),
        lossless: match written.map(|traits| traits.lossless) {
            None | Some(Lossless::Never) => WireLossless::Never,
            Some(Lossless::Optional) => WireLossless::Optional,
            Some(Lossless::Always) => WireLossless::Always,
        },
        alpha: written.is_some_and(|traits| traits.alpha),
        bit_depths: written.map_or(&[][..], |traits| traits.bit_depths).iter().map(|&depth| depth.into()).collect(),
        deepenings: format.deepenings().into_iter().map(deepening).collect(),
        progressive: written.is_some_and(|traits| traits.progressive),
        efforts: written.and_then(|traits| traits.efforts).map(|(least, most)| vec![least.into(), most.into()]),
        max_side: written.map_or(0, |traits| traits.max_side),
        metadata: written.map_or(&[][..], |traits| traits.metadata).iter().map(block).collect(),
    }
}

fn deepening(Deepening { effort, depth, from_number, from_score }: Deepening) -> WireDeepening {
    WireDeepening { effort: effort.to_owned(), depth: depth.into(), from_number: from_number.into(), from_score }
}

fn block(block: &Block) -> WireBlock {
    match block {
        Block::Icc => WireBlock::Icc,
        Block::Exif => WireBlock::Exif,
        Block::Xmp => WireBlock::Xmp,
        Block::GainMap => WireBlock::GainMap,
    }
}
