//! Amounts in words are written and read back, and other texts are refused.

use super::*;
use tongbiao_testkit::size::size;

#[test]
fn written_and_read_back() {
    let cases = [
        ("0.00", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角整"),
        ("1.05", "壹元零伍分"),
        ("10.00", "壹拾元整"),
        ("12345.60", "壹万贰仟叁佰肆拾伍元陆角整"),
        ("47000.00", "肆万柒仟元整"),
        ("100001.01", "壹拾万零壹元零壹分"),
        ("86420.50", "捌万陆仟肆佰贰拾元伍角整"),
        ("300000000.00", "叁亿元整"),
        ("100010001.00", "壹亿零壹万零壹元整"),
        ("-3200.00", "负叁仟贰佰元整"),
    ];
    for (figures, words) in cases {
        let amount = SignedMoney::parse(figures).unwrap();
        assert_eq!(amount_in_capitals(amount), words);
        assert_eq!(Capitals::parse(words).unwrap().to_money(), Some(amount), "{words}");
    }
    for fen in (0..200_000_000).step_by(99_991) {
        let amount = SignedMoney::from_fen(fen).unwrap();
        let words = amount_in_capitals(amount);
        assert_eq!(Capitals::parse(&words).unwrap().to_money(), Some(amount), "{words}");
    }
}

/// How real receipts write an amount.
const STYLES: [fn(i64) -> String; 8] = [
    |fen| words(fen),
    |fen| traditional(&words(fen)),
    |fen| format!("人民币{}", words(fen).replace('元', "圆").replace('整', "正")),
    written_zeros,
    |fen| {
        let words = words(fen);
        words.strip_prefix('负').map_or(format!("（大写）{words}"), |words| format!("（负）{words}"))
    },
    |fen| {
        let words = words(fen).replace('整', "").replace("元", " 元 ").replace("元 零", "元").replace('零', "〇");
        words.strip_prefix('负').map_or(format!("￥：{words}"), |words| format!("RMB －{words}")).trim().to_owned()
    },
    handwritten,
    printed_places,
];

/// Several styles in one amount, as in handwriting.
fn handwritten(fen: i64) -> String {
    let zero = ["○", "０", "〇", "另"][usize::try_from(fen.unsigned_abs() % 4).unwrap()];
    let contracted =
        [("贰拾", "廿"), ("叁拾", "卅"), ("肆拾", "卌"), ("贰", "两"), ("佰", "百"), ("万", "萬"), ("亿", "億")];
    let words = contracted.iter().fold(words(fen), |words, (from, to)| words.replace(from, to));
    let words = if fen % 2 == 0 { words.replace('仟', "千") } else { words.replace('拾', "十") };
    words.replace('零', zero)
}

/// A form with printed places: a sign in each place without a digit.
fn printed_places(fen: i64) -> String {
    let places = written_zeros(fen).replace('零', "⊗");
    let more = ["⊗万⊗仟⊗佰⊗拾", "⊗万⊗仟⊗佰", "⊗万⊗仟", "⊗万"]
        .get(places.matches(|c| UNITS.contains(c)).count().wrapping_sub(3));
    let more = more.copied().unwrap_or_default();
    match places.strip_prefix("负数") {
        Some(places) => format!("负数{more}{places}"),
        None => format!("{more}{places}"),
    }
}

fn words(fen: i64) -> String {
    amount_in_capitals(SignedMoney::from_fen(fen).unwrap())
}

fn traditional(words: &str) -> String {
    let change = |c| match c {
        '贰' => '貳',
        '叁' => '參',
        '陆' => '陸',
        '万' => '萬',
        '亿' => '億',
        '元' => '圓',
        '负' => '負',
        c => c,
    };
    words.chars().map(change).collect()
}

/// Every place from the highest digit down, zeros included: 壹仟零佰伍拾零元零角零分.
fn written_zeros(fen: i64) -> String {
    const UNITS: [&str; 14] = ["分", "角", "元", "拾", "佰", "仟", "万", "拾", "佰", "仟", "亿", "拾", "佰", "仟"];
    let figures = format!("{:03}", fen.abs());
    let mut out = String::from(if fen < 0 { "负数" } else { "" });
    for (i, c) in figures.chars().enumerate() {
        out.push(digit(u64::from(c.to_digit(10).unwrap())));
        out.push_str(UNITS[figures.len() - 1 - i]);
    }
    out
}

fn read(words: &str) -> Option<i64> {
    Capitals::parse(words).unwrap_or_else(|_| panic!("{words}")).to_money().map(SignedMoney::fen)
}

/// Amounts at the edges of places, and amounts of every length that look random.
fn amounts(count: u64) -> impl Iterator<Item = i64> {
    const MAX: i64 = 99_999_999_999_999;
    let powers = (0..14).map(|power| 10_i64.pow(power));
    let edges = powers.clone().flat_map(move |power| {
        let others = powers.clone().flat_map(move |other| [power + other, power - other, power * 9 + other]);
        others.chain([power, power * 9, power * 11]).collect::<Vec<_>>()
    });
    let random = (0..count).scan(20_260_101_u64, |state, i| {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let bound = 10_u64.pow(1 + u32::try_from(i % 14).unwrap());
        // Every third has many zeros.
        let value = (*state >> 16) % bound;
        let value = if i % 3 == 0 { value & 0x0f0f_00f0_f00f } else { value };
        Some(i64::try_from(value).unwrap())
    });
    let all = edges.chain([0, 1, MAX]).chain(random);
    all.filter(|fen| fen.abs() <= MAX).flat_map(|fen| [fen, -fen])
}

#[test]
fn every_style_is_read_back() {
    for fen in amounts(size(5_000, 500_000)) {
        for (i, style) in STYLES.iter().enumerate() {
            let words = style(fen);
            assert_eq!(read(&words), Some(fen), "style {i}: {words}");
        }
    }
}

#[test]
fn a_wrong_digit_is_another_amount() {
    for (i, fen) in amounts(size(500, 20_000)).enumerate() {
        let words: Vec<char> = STYLES[i % STYLES.len()](fen).chars().collect();
        for (at, c) in words.iter().enumerate().filter(|(_, c)| value(plain(**c)).is_some_and(|digit| digit > 0)) {
            let other = digit(u64::try_from(value(plain(*c)).unwrap() % 9 + 1).unwrap());
            let mut wrong = words.clone();
            wrong[at] = other;
            let wrong: String = wrong.into_iter().collect();
            assert!(read(&wrong).is_some_and(|read| read != fen), "{wrong}");
        }
        // Without one digit or one unit it is unreadable or another amount.
        for (at, c) in words.iter().enumerate() {
            let significant = value(plain(*c)).is_some_and(|digit| digit > 0) || "仟佰拾万萬亿億角分负負".contains(*c);
            let is_ten = *c == '壹' && words.get(at + 1) == Some(&'拾');
            let mut wrong = words.clone();
            wrong.remove(at);
            let wrong: String = wrong.into_iter().collect();
            let zero_unit = at > 0 && ['零', '⊗'].contains(&plain(words[at - 1]));
            let is_ten = is_ten || *c == '壹' && words.get(at + 1) == Some(&'十');
            let changed =
                Capitals::parse(&wrong).ok().and_then(|words| words.to_money()).map(SignedMoney::fen) != Some(fen);
            assert!(changed || !significant || is_ten || zero_unit || fen == 0, "{wrong} without {c}");
        }
    }
}

#[test]
fn other_ways_to_write_it() {
    for (words, figures) in [
        ("人民币叁仟贰佰圆正", Some("3200.00")),
        ("壹仟零伍拾元整", Some("1050.00")),
        ("拾元整", Some("10.00")),
        ("拾伍万元整", Some("150000.00")),
        ("壹万贰仟圆零角壹分", Some("12000.01")),
        ("叁萬肆仟伍佰陆拾柒元陆角伍分", Some("34567.65")),
        ("柒仟肆佰捌拾肆元壹角零分", Some("7484.10")),
        ("（大写）柒仟肆佰捌拾肆元壹角整", Some("7484.10")),
        ("柒仟肆佰捌拾肆元零角零分", Some("7484.00")),
        ("⊗叁仟贰佰圆整", Some("3200.00")),
        ("ⓧ（负数）叁阡贰佰圆整", Some("-3200.00")),
        ("叁仟贰佰元整（负）", Some("-3200.00")),
        ("叁仟贰佰元整（負數）。", Some("-3200.00")),
        ("叁仟贰佰元整。", Some("3200.00")),
        ("负叁仟贰佰元整（负）", None),
        ("⊗⊗叁仟贰佰圆整", None),
        ("（负）", None),
        ("（负）叁仟贰佰元整", Some("-3200.00")),
        ("（负数）叁仟贰佰元整", Some("-3200.00")),
        ("人民币负叁仟贰佰元整", Some("-3200.00")),
        ("负人民币叁仟贰佰元整", Some("-3200.00")),
        ("合计人民币（大写）：叁仟贰佰元整", Some("3200.00")),
        ("零元伍角", Some("0.50")),
        ("零元整", Some("0.00")),
        ("零元零角零分", Some("0.00")),
        ("壹仟陆佰捌拾元零叁角贰分", Some("1680.32")),
        ("壹仟陆佰捌拾元叁角贰分", Some("1680.32")),
        ("壹拾万柒仟元零伍角叁分", Some("107000.53")),
        ("壹拾万零柒仟元伍角叁分", Some("107000.53")),
        ("叁　仟　贰　佰　元　整", Some("3200.00")),
        ("壹仟伍拾元整", Some("1050.00")),
        ("叁元伍分", Some("3.05")),
        ("負叁仟貳佰圓正", Some("-3200.00")),
        ("负负叁仟元整", None),
        ("负（负）叁仟元整", None),
        ("人民币人民币叁仟元整", None),
        ("叁仟零贰佰元整", None),
        ("壹仟零零伍元整", None),
        ("零伍拾元整", None),
        ("壹元零伍角", None),
        ("伍角零贰分", None),
        ("叁元零整", None),
        ("贰佰叁仟元整", None),
        ("壹万贰万元整", None),
        ("万元整", None),
        ("壹亿万元整", None),
        ("壹万拾元整", None),
        ("叁仟贰佰整", None),
        ("叁仟贰佰", None),
        ("叁元整伍角", None),
        ("伍分叁角", None),
        ("叁仟贰佰元整元", None),
        ("-叁仟贰佰元整", Some("-3200.00")),
        ("￥-叁仟贰佰元整", Some("-3200.00")),
        ("大写-叁仟贰佰元整", None),
        ("大写—叁仟贰佰元整", None),
        ("人民币", None),
        ("（大写", None),
        ("整", None),
        ("壹仟○伍拾元整", Some("1050.00")),
        ("壹佰０伍元０角０分", Some("105.00")),
        ("壹万○○伍元整", None),
        ("叁佰另伍元整", Some("305.00")),
        ("○元伍角", Some("0.50")),
        ("廿伍元整", Some("25.00")),
        ("壹佰廿元整", Some("120.00")),
        ("贰仟零卅元卅分", None),
        ("壹仟零廿元整", Some("1020.00")),
        ("卅万卌元整", Some("300040.00")),
        ("廿拾元整", None),
        ("贰廿元整", None),
        ("廿角整", None),
        ("两万两千两百两拾两元两角两分", Some("22222.22")),
        ("叁两元整", None),
        ("叁千伍百柒十元整", Some("3570.00")),
        ("壹億贰萬叁阡元整", Some("100023000.00")),
        ("⊗拾叁元伍角", Some("3.50")),
        ("⊗万叁仟贰佰⊗拾⊗元⊗角⊗分", Some("3200.00")),
        ("人民币（大写）⊗拾⊗万叁仟贰佰零拾零元零角零分", Some("3200.00")),
        ("⊗叁拾元整", Some("30.00")),
        ("⊗元整", Some("0.00")),
        ("壹百5十元整", None),
        ("一百廿元整", None),
        ("三佰元整", None),
        ("一百元整", None),
        ("伍毛", None),
        ("壹元贰角叁分肆厘", None),
        ("壹佰元0角0分", Some("100.00")),
        ("壹佰元5角0分", None),
        ("壹00元", None),
        ("100元", None),
        ("叁元", Some("3.00")),
        ("三千元", None),
        ("3200.00", None),
        ("壹壹元", None),
        ("元整", None),
        ("壹拾佰元", None),
    ] {
        assert_eq!(
            Capitals::parse(words).unwrap().to_money(),
            figures.and_then(|value| SignedMoney::parse(value).ok()),
            "{words}"
        );
    }
}
