//! scratch
#[path = "../tests/requests/mod.rs"]
mod requests;
use lazy_image_engine::*;
use requests::*;
fn cpu() -> f64 {
    let mut t: libc::rusage = unsafe { std::mem::zeroed() };
    unsafe { libc::getrusage(libc::RUSAGE_SELF, &mut t) };
    let f = |v: libc::timeval| v.tv_sec as f64 * 1e3 + v.tv_usec as f64 / 1e3;
    f(t.ru_utime) + f(t.ru_stime)
}
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let webp = a[1] == "webp";
    let rounds: usize = a[2].parse().unwrap();
    let mut times = vec![];
    let files: Vec<Vec<u8>> = a[3..].iter().map(|f| std::fs::read(f).unwrap()).collect();
    for round in 0..=rounds {
        let start = cpu();
        for file in &files {
            let h = probe_bytes(file, &Limits::UNBOUNDED).unwrap();
            let size = h.upright_size();
            let outputs = [1600u32, 800, 400]
                .map(|w| {
                    output(
                        size,
                        w,
                        (w as f64 * size.1 as f64 / size.0 as f64).round() as u32,
                        if webp {
                            WEBP
                        } else {
                            Encoding::Jpeg(Jpeg {
                                ..match JPEG {
                                    Encoding::Jpeg(j) => j,
                                    _ => unreachable!(),
                                }
                            })
                        },
                    )
                })
                .to_vec();
            let s = source(file.clone(), outputs);
            let o = process_source(&s, Limits::UNBOUNDED, &Cancel::new()).unwrap();
            assert!(o.sources[0].outputs.iter().all(Result::is_ok));
        }
        if round > 0 {
            times.push((cpu() - start) / files.len() as f64);
        }
    }
    times.sort_by(f64::total_cmp);
    let mut t: libc::rusage = unsafe { std::mem::zeroed() };
    unsafe { libc::getrusage(libc::RUSAGE_SELF, &mut t) };
    println!("ours {} min {:.1} median {:.1} rss {}", a[1], times[0], times[times.len() / 2], t.ru_maxrss / 1024);
}
