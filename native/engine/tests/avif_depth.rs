//! AVIF sources of more than 8 bits: their samples are kept where an output can hold them, and rounded once elsewhere.

mod requests;

use std::io::Cursor;

use lazy_image_engine::{Limits, probe_bytes};
use libavif_sys as avif;
use requests::{PNG, PNG_SIXTEEN, batch, bytes, output, run, source};

const SIDE: u32 = 32;
const MOST: u16 = 1023;

/// Every level of ten bits once, in grey: 32 × 32 of them.
fn levels() -> Vec<u16> {
    (0..=MOST).collect()
}

fn lossless_ten_bits(levels: &[u16]) -> Vec<u8> {
    // SAFETY: image and encoder are created, checked, used and destroyed here alone; every plane row written has
    // SIDE samples of two bytes, as the image was created with.
    unsafe {
        let image = avif::avifImageCreate(SIDE, SIDE, 10, avif::AVIF_PIXEL_FORMAT_YUV400);
        assert!(!image.is_null());
        (*image).yuvRange = avif::AVIF_RANGE_FULL;
        assert_eq!(avif::avifImageAllocatePlanes(image, avif::AVIF_PLANES_YUV), avif::AVIF_RESULT_OK);
        for (y, row) in levels.chunks_exact(SIDE as usize).enumerate() {
            let start = (*image).yuvPlanes[0].add(y * (*image).yuvRowBytes[0] as usize).cast::<u16>();
            std::slice::from_raw_parts_mut(start, row.len()).copy_from_slice(row);
        }
        let encoder = avif::avifEncoderCreate();
        assert!(!encoder.is_null());
        (*encoder).quality = avif::AVIF_QUALITY_LOSSLESS as i32;
        (*encoder).speed = 8;
        let mut file = avif::avifRWData::default();
        assert_eq!(avif::avifEncoderWrite(encoder, image, &mut file), avif::AVIF_RESULT_OK);
        let bytes = std::slice::from_raw_parts(file.data, file.size).to_vec();
        avif::avifRWDataFree(&mut file);
        avif::avifEncoderDestroy(encoder);
        avif::avifImageDestroy(image);
        bytes
    }
}

#[test]
fn ten_bits_are_kept_in_sixteen_and_rounded_to_eight() {
    let file = lossless_ten_bits(&levels());
    assert_eq!(probe_bytes(&file, &Limits::UNBOUNDED).unwrap().bit_depth, 10);
    let outputs = [PNG_SIXTEEN, PNG].map(|encoding| output((SIDE, SIDE), SIDE, SIDE, encoding));
    let outcome = run(&batch(vec![source(file.clone(), outputs.to_vec())], 1));
    assert_eq!(outcome.counts.decodes, 1);
    let [sixteen, eight] = bytes(&outcome).try_into().unwrap();

    let wide: Vec<u16> = stored(&sixteen).chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]])).collect();
    for (level, sample) in levels().into_iter().zip(&wide) {
        let wanted = f64::from(level) * 65_535.0 / f64::from(MOST);
        assert!((f64::from(*sample) - wanted).abs() <= 1.0, "{level} became {sample}, not {wanted}");
    }
    let rounded: Vec<u8> = wide.iter().map(|sample| (f64::from(*sample) / 257.0).round() as u8).collect();
    assert!(stored(&eight) == rounded);
    // Whether another output keeps the bits changes nothing.
    let alone = bytes(&run(&batch(vec![source(file, vec![outputs[1].clone()])], 1))).remove(0);
    assert!(alone == eight);
}

fn stored(png: &[u8]) -> Vec<u8> {
    let mut reader = png::Decoder::new(Cursor::new(png)).read_info().unwrap();
    let mut data = vec![0; reader.output_buffer_size().unwrap()];
    reader.next_frame(&mut data).unwrap();
    data
}
