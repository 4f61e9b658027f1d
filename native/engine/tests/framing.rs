//! Frames that the geometry decides on, made of real pixels.

use lazy_image_engine::{
    Canvas, Channels, ColourProfile, Crop, Fit, FixedFrame, Frame, FrameRequest, Framing, Kernel, Length, Limits,
    Picture, Pixels, Position, Raster, Region, frame_picture, geometry,
};

const NOTHING: FrameRequest = FrameRequest {
    crop: None,
    width: None,
    height: None,
    aspect: None,
    fit: Fit::Cover,
    position: Position::Point { x: 0.5, y: 0.5 },
    enlarge: true,
    reduce: true,
    kernel: Kernel::Lanczos3,
    background: [0, 0, 0, 255],
};

/// Well-mixed numbers below a bound (Numerical Recipes' generator, high bits).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }

    fn fraction(&mut self) -> f64 {
        self.below(1 << 30) as f64 / f64::from(1 << 30)
    }

    fn one_of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len() as u64) as usize]
    }

    fn maybe(&mut self, bound: u64) -> Option<f64> {
        (self.below(2) == 0).then(|| self.below(bound) as f64 + 1.0)
    }

    fn length(&mut self, side: u32) -> Length {
        if self.below(2) == 0 {
            Length::Pixels(self.below(side.into()) as f64)
        } else {
            Length::Fraction(self.fraction())
        }
    }

    fn request(&mut self, width: u32, height: u32) -> FrameRequest {
        let crop = (self.below(2) == 0).then(|| Crop {
            x: self.length(width),
            y: self.length(height),
            w: self.length(width),
            h: self.length(height),
        });
        FrameRequest {
            crop,
            width: self.maybe(90),
            height: self.maybe(90),
            aspect: (self.below(3) == 0).then(|| 0.2 + self.fraction() * 4.0),
            fit: self.one_of(&[Fit::Cover, Fit::Contain, Fit::Fill, Fit::Inside, Fit::Outside]),
            position: Position::Point { x: self.fraction(), y: self.fraction() },
            enlarge: self.below(2) == 0,
            reduce: self.below(4) > 0,
            kernel: self.one_of(&[
                Kernel::Nearest,
                Kernel::Cubic,
                Kernel::Mitchell,
                Kernel::Lanczos2,
                Kernel::Lanczos3,
            ]),
            background: [1, 2, 3, 255],
        }
    }
}

fn gradient(width: u32, height: u32) -> Raster<u8> {
    let samples = (0..height).flat_map(|y| (0..width).map(move |x| (x * 255 / width + y) as u8)).collect();
    Raster { width, height, channels: Channels::Gray, samples }
}

fn still(pixels: impl Into<Pixels>) -> Picture {
    Picture::still(pixels, ColourProfile::Unspecified)
}

#[test]
fn every_frame_of_the_geometry_can_be_made_of_the_picture_it_is_for() {
    let mut random = Random(1);
    for _ in 0..5_000 {
        let (width, height) = (random.below(60) as u32 + 1, random.below(60) as u32 + 1);
        let request = random.request(width, height);
        let frame = geometry(width, height, &request);
        let framing = Framing::Fixed(frame);
        let context = format!("{width}×{height}, {request:?}: {frame:?}");
        framing.check().unwrap_or_else(|error| panic!("{context}: {error}"));
        // Decoded smaller, too, as JPEG is.
        for scale in [1.0, 0.5, 0.125] {
            let side = |pixels: u32| (f64::from(pixels) * scale).ceil() as u32;
            let picture = still(gradient(side(width), side(height)));
            let framed = frame_picture(&framing, &picture, scale, &Limits::UNBOUNDED)
                .unwrap_or_else(|error| panic!("{context} at {scale}: {error}"));
            let made = framed.picture.as_ref().unwrap_or(&picture);
            assert_eq!(Some((made.width(), made.height())), framing.size(), "{context} at {scale}");
        }
    }
}

#[test]
fn a_focal_point_is_what_the_cut_shows() {
    let mut raster = Raster::<u8>::allocate(100, 40, Channels::Gray).unwrap();
    for row in raster.samples.chunks_exact_mut(100) {
        row[70] = 255;
    }
    let request = FrameRequest {
        width: Some(20.0),
        height: Some(40.0),
        position: Position::Point { x: 0.705, y: 0.5 },
        ..NOTHING
    };
    let framed =
        frame_picture(&Framing::Fixed(geometry(100, 40, &request)), &still(raster), 1.0, &Limits::UNBOUNDED).unwrap();
    let made = framed.picture.unwrap();
    let row: Vec<u8> = made.first().to_eight().unwrap().samples[..20].to_vec();
    let brightest = (0..20).max_by_key(|&x| row[x]).unwrap();
    assert!(brightest == 10 || brightest == 9, "{row:?}");
}

#[test]
fn every_frame_of_an_animation_is_framed_and_keeps_its_delay() {
    let frame = |level: u8, delay_ms| {
        let pixels = Raster { width: 4, height: 4, channels: Channels::Gray, samples: vec![level; 16] }.into();
        Frame { pixels, delay_ms }
    };
    let animation = Picture {
        frames: vec![frame(10, 40), frame(200, 70)],
        loops: 3,
        profile: ColourProfile::Unspecified,
        listed_colours: None,
    };
    let framing = Framing::Fixed(FixedFrame {
        region: Region { left: 0.0, top: 0.0, width: 4.0, height: 4.0 },
        width: 2,
        height: 2,
        kernel: Kernel::Lanczos3,
        canvas: Some(Canvas { width: 3, height: 2, left: 1, top: 0, background: [0, 0, 0, 255] }),
        slide: None,
    });
    let made = frame_picture(&framing, &animation, 1.0, &Limits::UNBOUNDED).unwrap().picture.unwrap();
    assert_eq!((made.loops, made.frames.len()), (3, 2));
    for (frame, (level, delay_ms)) in made.frames.iter().zip([(10, 40), (200, 70)]) {
        assert_eq!(frame.delay_ms, delay_ms);
        assert_eq!(frame.pixels.to_eight().unwrap().samples, [0, level, level, 0, level, level]);
    }
}
