//! Images of handwritten digits: MNIST from the user's files, and made-up ones of the same form.

use std::fs;

use array_core::prelude::{Array, Generator, array_of, default_rng};

use super::checksum::sha256;
use super::files::find;
use super::{Dataset, Error, IdxElement, read_idx};

/// The side of an image.
const SIDE: usize = 28;

/// The four files, without `.gz`, and the SHA-256 sums of the compressed ones as distributed.
const FILES: [(&str, &str); 4] = [
    ("train-images-idx3-ubyte", "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
    ("train-labels-idx1-ubyte", "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
    ("t10k-images-idx3-ubyte", "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
    ("t10k-labels-idx1-ubyte", "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"),
];

const REMEDY: &str = "Put the four files of MNIST there, as they are distributed or unpacked, in the \
                      folder itself or in `mnist`; or take `datasets::mnist_synthetic(1000)`.";

/// The two parts of MNIST; images are of shape (n, 28, 28).
#[derive(Clone, Debug)]
pub struct Mnist {
    /// 60,000 images to learn from.
    pub train: Dataset<u8, u8>,
    /// 10,000 images to judge by.
    pub test: Dataset<u8, u8>,
}

/// MNIST, 70,000 images of handwritten digits, from the user's IDX files.
///
/// # Errors
/// When a file is missing, is not the one that is distributed, or cannot be read.
pub fn mnist() -> Result<Mnist, Error> {
    let [images, labels, test_images, test_labels] = FILES;
    let part = |name: &str, images, labels| {
        let data: Array<u8> = read(images)?;
        let target: Array<u8> = read(labels)?;
        Ok(dataset(name, data, target, "Handwritten digits, by Y. LeCun, C. Cortes and C. Burges."))
    };
    Ok(Mnist {
        train: part("mnist", images, labels)?,
        test: part("mnist_test", test_images, test_labels)?,
    })
}

fn read<T: IdxElement>((name, sum): (&str, &str)) -> Result<Array<T>, Error> {
    let path = find("mnist", &[name, &format!("mnist/{name}")], REMEDY)?;
    if path.extension().is_some_and(|extension| extension == "gz") {
        let bytes = fs::read(&path).map_err(|cause| Error::Io { path: path.clone(), cause })?;
        let found = sha256(&bytes);
        if found != sum {
            let reason = format!("it is not the file of MNIST: its SHA-256 is {found}, not {sum}");
            return Err(Error::Invalid { path, reason });
        }
    }
    read_idx(&path)
}

/// Made-up images of digits in the form of MNIST, `count` of them: strokes of varying place, slant
/// and strength, with noise. The same for the same count.
///
/// ```
/// # use lessons::datasets::mnist_synthetic;
/// let digits = mnist_synthetic(20);
/// assert_eq!((digits.data.shape(), digits.is_synthetic()), (&[20, 28, 28][..], true));
/// assert_eq!(digits.target[[13]], 3);
/// ```
#[must_use]
pub fn mnist_synthetic(count: usize) -> Dataset<u8, u8> {
    let rng = default_rng(1998);
    let mut pixels = Vec::with_capacity(count * SIDE * SIDE);
    let labels: Vec<u8> = (0..count).map(|k| (k % 10) as u8).collect();
    for &label in &labels {
        pixels.extend(draw(label, &rng));
    }
    let data = array_of::<u8>(pixels).reshape((count, SIDE, SIDE));
    dataset(
        "mnist_synthetic",
        data,
        array_of::<u8>(labels),
        "Strokes drawn by a seeded generator in the form of MNIST. Nobody wrote these digits.",
    )
}

fn dataset(name: &str, data: Array<u8>, target: Array<u8>, description: &str) -> Dataset<u8, u8> {
    let pixel = |k: usize| format!("pixel_{}_{}", k / SIDE, k % SIDE);
    Dataset {
        name: name.to_owned(),
        data,
        target,
        feature_names: (0..SIDE * SIDE).map(pixel).collect(),
        target_names: (0..10).map(|digit| digit.to_string()).collect(),
        description: description.to_owned(),
    }
}

/// The seven strokes of a calculator's digit, from corner to corner of a box two units high: x to
/// the right, y downwards.
const STROKES: [[f64; 4]; 7] = [
    [0., 0., 1., 0.], // top
    [0., 0., 0., 1.], // upper left
    [1., 0., 1., 1.], // upper right
    [0., 1., 1., 1.], // middle
    [0., 1., 0., 2.], // lower left
    [1., 1., 1., 2.], // lower right
    [0., 2., 1., 2.], // bottom
];

/// The strokes of each digit.
const DIGITS: [&[usize]; 10] = [
    &[0, 1, 2, 4, 5, 6],
    &[2, 5],
    &[0, 2, 3, 4, 6],
    &[0, 2, 3, 5, 6],
    &[1, 2, 3, 5],
    &[0, 1, 3, 5, 6],
    &[0, 1, 3, 4, 5, 6],
    &[0, 2, 5],
    &[0, 1, 2, 3, 4, 5, 6],
    &[0, 1, 2, 3, 5, 6],
];

/// The pixels of one digit.
fn draw(digit: u8, rng: &Generator) -> Vec<u8> {
    let between = |low: f64, high: f64| rng.uniform_with(low, high, 1)[[0]];
    let (left, top) = (between(8.5, 10.), between(5., 6.5));
    let (width, height) = (between(7.5, 9.5), between(7.5, 9.));
    let (slant, thickness, ink) = (between(-0.1, 0.2), between(0.9, 1.6), between(190., 255.));
    let place = |x: f64, y: f64| {
        let down = y * height;
        [left + x * width - slant * (down - height), top + down]
    };
    let strokes: Vec<[[f64; 2]; 2]> = DIGITS[usize::from(digit)]
        .iter()
        .map(|&k| STROKES[k])
        .map(|[x1, y1, x2, y2]| [place(x1, y1), place(x2, y2)])
        .collect();
    let noise = rng.normal(SIDE * SIDE).to_vec();
    let pixel = |(k, noise): (usize, f64)| {
        let point = [(k % SIDE) as f64, (k / SIDE) as f64];
        let nearest =
            strokes.iter().map(|stroke| distance(point, *stroke)).fold(f64::MAX, f64::min);
        // Paper stays white; on a stroke's edge the ink fades within a pixel.
        let cover = (thickness + 0.5 - nearest).clamp(0., 1.);
        if cover > 0. { (ink * cover + 8. * noise).clamp(0., 255.) as u8 } else { 0 }
    };
    noise.into_iter().enumerate().map(pixel).collect()
}

/// The distance of a point from a stroke.
fn distance([x, y]: [f64; 2], [[x1, y1], [x2, y2]]: [[f64; 2]; 2]) -> f64 {
    let (dx, dy) = (x2 - x1, y2 - y1);
    let along = ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy);
    let along = along.clamp(0., 1.);
    (x - x1 - along * dx).hypot(y - y1 - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_file_is_named() {
        // The files are nobody's in the test's own folders.
        let Err(Error::Missing { files, .. }) = mnist() else { return };
        assert!(files.contains(&"mnist/train-images-idx3-ubyte.gz".to_owned()), "{files:?}");
    }

    #[test]
    fn synthetic_digits_can_be_told_apart() {
        let digits = mnist_synthetic(400);
        assert_eq!(digits.name, "mnist_synthetic");
        let images = digits.data.astype::<f64>().reshape((400, SIDE * SIDE));
        let target = digits.target.astype::<i64>();
        // By the nearest mean image of the first half, most of the second half are recognised.
        let (known, unknown) = (images.i(..200), images.i(200..));
        let means: Vec<Array<f64>> =
            (0..10).map(|k| known.i(target.i(..200).equal(k)).mean_axis(0)).collect();
        let recognised = (0..200).filter(|&k| {
            let image = unknown.i(k);
            let distance = |mean: &Array<f64>| ((&image - mean).abs().sum() * 1e3) as i64;
            let nearest = (0..10).min_by_key(|&digit| distance(&means[digit]));
            nearest == Some(target[[200 + k]] as usize)
        });
        let share = recognised.count() as f64 / 200.;
        assert!((0.7..1.).contains(&share), "{share} of them");
    }
}
