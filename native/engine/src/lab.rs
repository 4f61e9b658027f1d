//! CIE L*a*b* of sRGB colours, D65 white.
//!
//! Lab is linear in the cube roots of the cone-like values X, Y, Z (each as a share of white's): L = 116 y − 16,
//! a = 500 (x − y), b = 200 (y − z). Whatever is linear in Lab is linear in these roots, so operations work on the
//! roots and save the way to Lab and back.

use std::sync::LazyLock;

use crate::srgb_curve::Curve;

/// Lightness of white; black's is 0.
pub const WHITE: f32 = 100.0;

/// Cube roots of X, Y and Z as shares of white's, straight below [`KNEE`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Roots {
    pub x: f32,
    pub y: f32,
    pub z: f32,
}

/// Linear sRGB to X, Y, Z (IEC 61966-2-1), each row divided by white's value.
const TO_XYZ: [[f64; 3]; 3] = [
    [0.412_456_4 / WHITE_XYZ[0], 0.357_576_1 / WHITE_XYZ[0], 0.180_437_5 / WHITE_XYZ[0]],
    [0.212_672_9 / WHITE_XYZ[1], 0.715_152_2 / WHITE_XYZ[1], 0.072_175_0 / WHITE_XYZ[1]],
    [0.019_333_9 / WHITE_XYZ[2], 0.119_192_0 / WHITE_XYZ[2], 0.950_304_1 / WHITE_XYZ[2]],
];

/// What the rows of the standard's matrix add up to, so that grey has a = b = 0 exactly.
const WHITE_XYZ: [f64; 3] = [
    0.412_456_4 + 0.357_576_1 + 0.180_437_5,
    0.212_672_9 + 0.715_152_2 + 0.072_175_0,
    0.019_333_9 + 0.119_192_0 + 0.950_304_1,
];

/// The inverse of [`TO_XYZ`].
const FROM_XYZ: [[f64; 3]; 3] = inverse(TO_XYZ);

/// Where the root goes over into a straight line, as a root and as a share: 6/29 and its cube (CIE 15).
const KNEE: f64 = 6.0 / 29.0;
const KNEE_SHARE: f64 = KNEE * KNEE * KNEE;
const SLOPE: f64 = 1.0 / (3.0 * KNEE * KNEE);
const OFFSET: f64 = 4.0 / 29.0;

static ROOTS: LazyLock<Curve> = LazyLock::new(|| Curve::new(root));

impl Roots {
    /// Of linear light, 0 to 1 each.
    #[inline]
    pub fn of(light: [f32; 3]) -> Self {
        let curve = &*ROOTS;
        let [x, y, z] = multiply(&TO_XYZ_F32, light).map(|share| curve.at(share));
        Self { x, y, z }
    }

    /// Linear light; beyond 0 to 1 for a colour that sRGB does not have.
    #[inline]
    pub fn light(self) -> [f32; 3] {
        multiply(&FROM_XYZ_F32, [self.x, self.y, self.z].map(share_f32))
    }

    /// The same a and b, `difference` more L.
    #[inline]
    pub fn lighter(self, difference: f32) -> Self {
        let by = difference / 116.0;
        Self { x: self.x + by, y: self.y + by, z: self.z + by }
    }

    /// 0 for black to 100 for white.
    #[inline]
    pub fn lightness(self) -> f32 {
        116.0 * self.y - 16.0
    }
}

/// L, a, b of linear light, 0 to 1 each, without tables: for single colours.
pub fn lab_of(light: [f64; 3]) -> [f64; 3] {
    lab(multiply_f64(&TO_XYZ, light))
}

/// Of shares of white's X, Y and Z.
fn lab(shares: [f64; 3]) -> [f64; 3] {
    let [x, y, z] = shares.map(root);
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// X, Y, Z, in shares of white's Y, of linear light.
pub fn xyz_of(light: [f64; 3]) -> [f64; 3] {
    let [x, y, z] = multiply_f64(&TO_XYZ, light);
    [x * WHITE_XYZ[0], y * WHITE_XYZ[1], z * WHITE_XYZ[2]]
}

/// L, a, b of X, Y, Z in shares of white's Y.
pub fn lab_of_xyz([x, y, z]: [f64; 3]) -> [f64; 3] {
    lab([x / WHITE_XYZ[0], y / WHITE_XYZ[1], z / WHITE_XYZ[2]])
}

/// Linear light of L, a, b, without tables; beyond 0 to 1 for a colour that sRGB does not have.
pub fn light_of([l, a, b]: [f64; 3]) -> [f64; 3] {
    let y = (l + 16.0) / 116.0;
    multiply_f64(&FROM_XYZ, [y + a / 500.0, y, y - b / 200.0].map(share))
}

fn root(share: f64) -> f64 {
    if share > KNEE_SHARE { libm::cbrt(share) } else { share * SLOPE + OFFSET }
}

fn share(root: f64) -> f64 {
    if root > KNEE { root * root * root } else { (root - OFFSET) / SLOPE }
}

#[inline]
fn share_f32(root: f32) -> f32 {
    if root > KNEE as f32 { root * root * root } else { (root - OFFSET as f32) * (1.0 / SLOPE) as f32 }
}

const TO_XYZ_F32: [[f32; 3]; 3] = narrow(TO_XYZ);
const FROM_XYZ_F32: [[f32; 3]; 3] = narrow(FROM_XYZ);

const fn narrow(m: [[f64; 3]; 3]) -> [[f32; 3]; 3] {
    [
        [m[0][0] as f32, m[0][1] as f32, m[0][2] as f32],
        [m[1][0] as f32, m[1][1] as f32, m[1][2] as f32],
        [m[2][0] as f32, m[2][1] as f32, m[2][2] as f32],
    ]
}

#[inline]
fn multiply(matrix: &[[f32; 3]; 3], [a, b, c]: [f32; 3]) -> [f32; 3] {
    matrix.map(|row| row[0] * a + row[1] * b + row[2] * c)
}

fn multiply_f64(matrix: &[[f64; 3]; 3], [a, b, c]: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * a + row[1] * b + row[2] * c)
}

/// By cofactors.
const fn inverse(m: [[f64; 3]; 3]) -> [[f64; 3]; 3] {
    let cofactors = [
        [
            m[1][1] * m[2][2] - m[1][2] * m[2][1],
            m[0][2] * m[2][1] - m[0][1] * m[2][2],
            m[0][1] * m[1][2] - m[0][2] * m[1][1],
        ],
        [
            m[1][2] * m[2][0] - m[1][0] * m[2][2],
            m[0][0] * m[2][2] - m[0][2] * m[2][0],
            m[0][2] * m[1][0] - m[0][0] * m[1][2],
        ],
        [
            m[1][0] * m[2][1] - m[1][1] * m[2][0],
            m[0][1] * m[2][0] - m[0][0] * m[2][1],
            m[0][0] * m[1][1] - m[0][1] * m[1][0],
        ],
    ];
    let determinant = m[0][0] * cofactors[0][0] + m[0][1] * cofactors[1][0] + m[0][2] * cofactors[2][0];
    let mut result = [[0.0; 3]; 3];
    let mut row = 0;
    while row < 3 {
        let mut column = 0;
        while column < 3 {
            result[row][column] = cofactors[row][column] / determinant;
            column += 1;
        }
        row += 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::srgb_curve::linear_of;

    fn lab_of_levels(levels: [u8; 3]) -> [f64; 3] {
        lab_of(levels.map(|level| linear_of(f64::from(level) / 255.0)))
    }

    /// The sRGB primaries under D65, as published in many places.
    #[test]
    fn known_colours_have_their_published_lab() {
        for (levels, wanted) in [
            ([255, 0, 0], [53.24, 80.09, 67.20]),
            ([0, 255, 0], [87.73, -86.18, 83.18]),
            ([0, 0, 255], [32.30, 79.19, -107.86]),
            ([255, 255, 255], [100.0, 0.0, 0.0]),
            ([0, 0, 0], [0.0, 0.0, 0.0]),
        ] {
            for (found, wanted) in lab_of_levels(levels).into_iter().zip(wanted) {
                assert!((found - wanted).abs() < 0.02, "{levels:?}: {found} for {wanted}");
            }
        }
    }

    #[test]
    fn grey_has_no_chroma_at_all() {
        for level in 0..=255u8 {
            let [_, a, b] = lab_of_levels([level; 3]);
            assert!(a.abs() < 1e-9 && b.abs() < 1e-9, "{level}: {a} {b}");
        }
    }

    #[test]
    fn lab_and_roots_lead_back_to_the_colour_and_agree_with_each_other() {
        for step in 0..1000u32 {
            let light =
                [step * 7 % 256, step * 13 % 256, step * 29 % 256].map(|level| linear_of(f64::from(level) / 255.0));
            let lab = lab_of(light);
            let roots = Roots::of(light.map(|value| value as f32));
            assert!((f64::from(roots.lightness()) - lab[0]).abs() < 1e-3, "{light:?}");
            for ((exact, fast), wanted) in light_of(lab).into_iter().zip(roots.light()).zip(light) {
                assert!((exact - wanted).abs() < 1e-9, "{light:?}: {exact}");
                assert!((f64::from(fast) - wanted).abs() < 1e-4, "{light:?}: {fast}");
            }
        }
    }
}
