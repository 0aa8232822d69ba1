//! Times the engine as native code: `engine-bench PACKED ID RISKS TIMES` prints one JSON object.

use std::time::Instant;

use engine_js::Engine;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let [packed, id, risks, times] =
        std::env::args().skip(1).collect::<Vec<_>>().try_into().map_err(|_| "PACKED ID RISKS TIMES")?;
    let times: u32 = times.parse()?;
    let mut engine = Engine::load(&std::fs::read(packed)?, &id).ok_or("not a packed tariff")?;
    let count = engine.prepare(&std::fs::read_to_string(risks)?);
    let start = Instant::now();
    let greatest = engine.rate_plain(times);
    let plain = start.elapsed();
    let traced_times = times.div_ceil(20);
    let start = Instant::now();
    let quotes = engine.rate_traced(traced_times);
    let traced = start.elapsed();
    let per_second = |done: u128, nanoseconds: u128| done * 1_000_000_000 / nanoseconds.max(1);
    let plain = per_second(count as u128 * u128::from(times), plain.as_nanos());
    let traced = per_second(quotes as u128, traced.as_nanos());
    println!("{{\"plain\":{plain},\"traced\":{traced},\"greatest\":\"{greatest}\"}}");
    Ok(())
}
