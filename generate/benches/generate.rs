//! Generated documents per second: `cargo bench -p tongbiao-generate`.

use std::{hint::black_box, time::Instant};
use tongbiao_generate::{Defects, Generator, Kind, Layout};

fn main() {
    // `cargo test --benches` runs it too: a few documents are sufficient to see that it works.
    let measured = std::env::args().any(|argument| argument == "--bench");
    for kind in Kind::ALL {
        for share in [0, 200_000] {
            let mut defects = Defects::default();
            if defects.add(Defects::ALL, share, *kind, Layout::Line).is_err() {
                continue;
            }
            let generator = Generator::new(1, *kind, Layout::Line, defects);
            let (start, mut documents, mut bytes) = (Instant::now(), 0_u64, 0_usize);
            while documents < 3 || measured && start.elapsed().as_secs_f64() < 1.0 {
                documents += 1;
                bytes += black_box(generator.document(documents)).map_or(0, |document| document.bytes.len());
            }
            let seconds = start.elapsed().as_secs_f64();
            let (rate, size) = (documents as f64 / seconds, bytes as f64 / documents as f64);
            println!(
                "{:20} defects {:3}%  {rate:9.0} documents/s  {size:8.0} bytes each  {:6.1} MB/s",
                kind.as_str(),
                share / 10_000,
                rate * size / 1e6
            );
        }
    }
}
