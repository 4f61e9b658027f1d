use std::collections::HashMap;

use lazy_image_engine::{Encoding, Operation, Parameter, Parameters, Quality, Result};
use napi::bindgen_prelude::Either4;

use crate::wire::{WireEncoding, WireOperation, WireParameter, WireQuality};

pub fn operation(WireOperation { kind, parameters }: WireOperation) -> Result<Operation> {
    Operation::read(&kind, named(&kind, parameters))
}

pub fn encoding(WireEncoding { format, quality, parameters }: WireEncoding) -> Result<Encoding> {
    Encoding::read(&format, quality.map(quality_from_wire), named(&format, parameters))
}

fn named(kind: &str, parameters: HashMap<String, WireParameter>) -> Parameters {
    let parameter = |wire| match wire {
        Either4::A(number) => Parameter::Number(number),
        Either4::B(flag) => Parameter::Flag(flag),
        Either4::C(text) => Parameter::Text(text),
        Either4::D(numbers) => Parameter::Numbers(numbers),
    };
    Parameters::new(kind, parameters.into_iter().map(|(name, wire)| (name, parameter(wire))))
}

fn quality_from_wire(wire: WireQuality) -> Quality {
    match wire {
        WireQuality::Number { value } => Quality::Number(value),
        WireQuality::Target { score } => Quality::Target(score),
        WireQuality::Lossless {} => Quality::Lossless,
        WireQuality::NearLossless { level } => Quality::NearLossless(level),
    }
}
