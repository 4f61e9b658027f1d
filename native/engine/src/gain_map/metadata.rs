//! What the samples of a gain map mean, by ISO 21496-1: for each colour, the logarithm to base 2 of how much brighter the
//! other rendition is than the one that is stored.

use crate::gain_map::dropped::Dropped;
use crate::gain_map::fraction::Fraction;

/// For red, green, blue.
pub type Channels<T> = [T; 3];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GainMapMetadata {
    /// How many times brighter than the white of an SDR picture a screen must be able to show, as a logarithm to base
    /// 2, for the stored rendition, and for the other in full.
    pub base_headroom: Fraction,
    pub alternate_headroom: Fraction,
    /// The logarithms that the least and the greatest sample stand for.
    pub min: Channels<Fraction>,
    pub max: Channels<Fraction>,
    /// Samples are the place between the two, to this power.
    pub gamma: Channels<Fraction>,
    /// Added to linear light before gains are taken, and taken off it afterwards.
    pub base_offset: Channels<Fraction>,
    pub alternate_offset: Channels<Fraction>,
    /// Whether gains are those of the stored rendition's primaries, not of the other's.
    pub in_base_colours: bool,
}

/// Beyond 2 to this power a gain says nothing of a picture.
const MOST_LOGARITHM: Fraction = Fraction::whole(64);

impl GainMapMetadata {
    /// Refuses what ISO 21496-1 does not allow, and what a picture that is shown on screens of today cannot be made of.
    pub fn check(self) -> Result<Self, Dropped> {
        let Self { base_headroom, alternate_headroom, min, max, gamma, base_offset, alternate_offset, .. } = self;
        let zero = Fraction::whole(0);
        let each = [min, max, gamma, base_offset, alternate_offset];
        let mut all = each.iter().flatten().chain([&base_headroom, &alternate_headroom]);
        if all.any(|fraction| fraction.denominator == 0) {
            return Err(Dropped::metadata("a denominator is zero"));
        }
        if gamma.iter().any(|power| *power <= zero) {
            return Err(Dropped::metadata("a gamma is not above zero"));
        }
        if base_headroom < zero || alternate_headroom < zero {
            return Err(Dropped::metadata("a headroom is below zero"));
        }
        if min.iter().zip(&max).any(|(min, max)| min > max) {
            return Err(Dropped::metadata("the least gain is above the greatest"));
        }
        let least = Fraction::whole(-MOST_LOGARITHM.numerator);
        if min.iter().any(|min| *min < least)
            || max.iter().chain([&alternate_headroom]).any(|max| *max > MOST_LOGARITHM)
        {
            return Err(Dropped::metadata("gains reach beyond 64 stops"));
        }
        if base_headroom == alternate_headroom {
            return Err(Dropped::metadata("both renditions have the same headroom"));
        }
        if base_headroom > alternate_headroom {
            return Err(Dropped::BaseIsHdr);
        }
        Ok(self)
    }

    /// Whether the three colours have the same gain wherever their samples are equal.
    pub fn is_uniform(&self) -> bool {
        let Self { min, max, gamma, base_offset, alternate_offset, .. } = self;
        [min, max, gamma, base_offset, alternate_offset].iter().all(|[red, green, blue]| red == green && red == blue)
    }

    /// The samples, from 0 to 255, that leave a colour as it is, or change it least.
    pub fn neutral(&self) -> Channels<u8> {
        [0, 1, 2].map(|channel| {
            let (min, max) = (self.min[channel].value(), self.max[channel].value());
            let place = if max > min { (-min / (max - min)).clamp(0.0, 1.0) } else { 0.0 };
            (libm::pow(place, self.gamma[channel].value()) * 255.0 + 0.5) as u8
        })
    }
}

#[cfg(test)]
pub const PLAIN: GainMapMetadata = GainMapMetadata {
    base_headroom: Fraction::whole(0),
    alternate_headroom: Fraction::whole(2),
    min: [Fraction::whole(-1); 3],
    max: [Fraction::whole(3); 3],
    gamma: [Fraction::whole(1); 3],
    base_offset: [Fraction::SIXTY_FOURTH; 3],
    alternate_offset: [Fraction::SIXTY_FOURTH; 3],
    in_base_colours: true,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_picture_can_be_made_of_is_refused() {
        let bad = |change: fn(&mut GainMapMetadata)| {
            let mut metadata = PLAIN;
            change(&mut metadata);
            metadata.check().unwrap_err()
        };
        PLAIN.check().unwrap();
        let no_number = Fraction { numerator: 1, denominator: 0 };
        for change in [
            (|it| it.gamma[1].denominator = 0) as fn(&mut GainMapMetadata),
            |it| it.gamma[2] = Fraction::whole(0),
            |it| it.gamma[0] = Fraction::whole(-1),
            |it| it.min[0] = Fraction::whole(4),
            |it| it.max[2] = Fraction::whole(65),
            |it| it.min[2] = Fraction::whole(-65),
            |it| it.alternate_headroom = Fraction::whole(0),
            |it| it.base_headroom = Fraction::whole(-1),
        ] {
            assert!(matches!(bad(change), Dropped::Metadata(_)));
        }
        assert!(matches!(GainMapMetadata { max: [no_number; 3], ..PLAIN }.check(), Err(Dropped::Metadata(_))));
        assert_eq!(bad(|it| it.base_headroom = Fraction::whole(3)), Dropped::BaseIsHdr);
    }

    #[test]
    fn the_neutral_sample_stands_for_a_gain_of_one() {
        assert_eq!(PLAIN.neutral(), [64; 3]);
        let above = GainMapMetadata { min: [Fraction::whole(0); 3], ..PLAIN };
        assert_eq!(above.neutral(), [0; 3]);
        let bent = GainMapMetadata { gamma: [Fraction::whole(2); 3], ..PLAIN };
        assert_eq!(bent.neutral(), [16; 3]);
        let flat = GainMapMetadata { min: [Fraction::whole(0); 3], max: [Fraction::whole(0); 3], ..PLAIN };
        assert_eq!(flat.neutral(), [0; 3]);
    }

    #[test]
    fn channels_that_differ_only_in_how_their_numbers_are_written_are_uniform() {
        let mut metadata = PLAIN;
        metadata.max[1] = Fraction { numerator: 6, denominator: 2 };
        assert!(metadata.is_uniform());
        metadata.max[1].numerator = 7;
        assert!(!metadata.is_uniform());
    }
}
