//! An invented child and its family.

use crate::{
    json::{Json, object},
    mix::PROVINCES,
    number::{Day, resident_number, yuan},
    random::Random,
};

/// A person of the family.
#[derive(Debug, Clone)]
pub(crate) struct Person {
    pub(crate) id: &'static str,
    pub(crate) name: String,
    /// The relation to the child, a code of GB/T 4761.
    pub(crate) relation: &'static str,
    pub(crate) is_male: bool,
    pub(crate) born: Day,
    pub(crate) number: String,
    phone: String,
    occupation: &'static str,
    /// The income of a year in fen.
    income: i64,
}

/// The child, the guardians and the household.
#[derive(Debug, Clone)]
pub(crate) struct Family {
    pub(crate) division: &'static str,
    pub(crate) name: String,
    pub(crate) is_male: bool,
    pub(crate) born: Day,
    number: String,
    certificate: String,
    village: i64,
    pub(crate) mother: Person,
    pub(crate) father: Option<Person>,
    grandmother: Option<Person>,
    siblings: i64,
}

/// Given names. The family names are not those of people: 童 (child), 例 (example) and 虚 (invented).
const GIVEN: [&str; 48] = [
    "安", "乐", "禾", "舟", "宁", "康", "欣", "悦", "明", "朗", "晴", "雨", "林", "溪", "岚", "星", "辰", "月", "禾苗",
    "小舟", "安然", "乐天", "思远", "知夏", "听雨", "望舒", "一诺", "清和", "初晴", "书言", "亦安", "若溪", "景行",
    "以宁", "嘉木", "青禾", "向阳", "念安", "子衿", "南星", "北辰", "秋实", "春和", "夏至", "冬青", "满月", "远山",
    "平安",
];
const OCCUPATIONS: [&str; 6] = ["务农", "零工", "工厂工人", "个体经营", "无业", "快递员"];

impl Family {
    /// A family whose child has an age in days on a day.
    pub(crate) fn new(day: Day, age: (i64, i64), has_father: bool, random: &mut Random) -> Self {
        let division = random.weighted(&PROVINCES, |(_, share)| *share).map_or("410000", |(division, _)| division);
        let family = *random.pick(&["童", "例", "虚"]).unwrap_or(&"童");
        let given = *random.pick(&GIVEN).unwrap_or(&"安");
        let name = format!("{family}{given}");
        let is_male = random.chance(54);
        let born = day.plus(-random.within(age.0, age.1));
        let number = numbered(division, born, is_male, random);
        let certificate = format!("P{}{:05}", division.get(..4).unwrap_or("4100"), random.within(0, 99_999));
        let village = random.within(1, 99);
        let mother = Person::new("mother", &name, "52", born.plus(-random.within(7600, 13_000)), division, random);
        let father = Person::new("father", &name, "51", born.plus(-random.within(8000, 14_000)), division, random);
        let grandmother =
            Person::new("grandmother", &name, "62", mother.born.plus(-random.within(7500, 9500)), division, random);
        let (has_other, has_grandmother) = (random.chance(85), random.chance(30));
        let siblings = random.within(0, 2);
        let father = Some(father).filter(|_| has_other || has_father);
        let grandmother = Some(grandmother).filter(|_| has_grandmother);
        Self { division, name, is_male, born, number, certificate, village, mother, father, grandmother, siblings }
    }

    pub(crate) fn sex(&self) -> &'static str {
        if self.is_male { "male" } else { "female" }
    }

    pub(crate) fn address(&self) -> Json {
        object! {"division": self.division, "detail": format!("示例市示例县示例乡示例村（虚构）{}号", self.village)}
    }

    pub(crate) fn child(&self) -> Json {
        object! {
            "name": self.name.as_str(),
            "sex": self.sex(),
            "birthDate": self.born.to_string(),
            "identity": [
                object! {"kind": "resident-identity", "number": self.number.as_str()},
                object! {"kind": "birth-certificate", "number": self.certificate.as_str()},
            ],
            "nationality": "CN",
            "ethnicGroup": "01",
            "registration": object! {"kind": "agricultural", "address": self.address()},
            "residence": self.address(),
            "disabilities": Vec::<Json>::new(),
        }
    }

    pub(crate) fn guardians(&self) -> Json {
        std::iter::once(&self.mother).chain(&self.father).map(|person| person.guardian(self.address())).collect()
    }

    /// The household on a day, with a certificate if it has one.
    pub(crate) fn household(&self, day: Day, certificate: Option<Json>, random: &mut Random) -> Json {
        let adults: Vec<&Person> = std::iter::once(&self.mother).chain(&self.father).chain(&self.grandmother).collect();
        let mut members: Vec<Json> = adults.iter().map(|person| person.member()).collect();
        for place in 0..self.siblings {
            // At least ten months between two children of a mother, and none before she is sixteen.
            let earlier = self.born.plus(-400 * (place + 1));
            let is_male = random.chance(50);
            let (relation, name) = if is_male { ("71", "兄") } else { ("75", "姐") };
            members.push(object! {
                "relation": relation,
                "name": format!("{}之{name}{}", self.name, if place == 0 { "" } else { "二" }),
                "birthDate": earlier.to_string(),
                "identity": [identity(&numbered(self.division, earlier, is_male, random))],
                "annualIncome": "0.00",
            });
        }
        let count = i64::try_from(members.len()).unwrap_or_default() + 1;
        let wages: i64 = adults.iter().map(|person| person.income).sum();
        let (business, transfers) = (random.within(0, 60) * 10_000, random.within(0, 30) * 10_000);
        let total = wages + business + transfers;
        let year = day.year() - 1;
        object! {
            "memberCount": count,
            "members": members,
            "certificates": Json::List(certificate.into_iter().collect()),
            "income": object! {
                "period": object! {"start": format!("{year}-01-01"), "end": format!("{year}-12-31")},
                "wages": yuan(wages),
                "business": yuan(business),
                "property": "0.00",
                "transfers": yuan(transfers),
                "total": yuan(total),
                "perHead": yuan(total / count),
            },
            "debts": yuan(random.within(0, 120) * 100_000),
            "medicalSpending": yuan(random.within(0, 400) * 10_000),
        }
    }
}

impl Person {
    fn new(
        id: &'static str,
        child: &str,
        relation: &'static str,
        born: Day,
        division: &str,
        random: &mut Random,
    ) -> Self {
        let (is_male, title) = match relation {
            "51" => (true, "父"),
            "52" => (false, "母"),
            _ => (false, "祖母"),
        };
        let number = numbered(division, born, is_male, random);
        let phone = format!("154000{:05}", random.within(0, 99_999));
        let occupation = *random.pick(&OCCUPATIONS).unwrap_or(&"务农");
        let income = random.within(0, 300) * 10_000;
        Self { id, name: format!("{child}之{title}"), relation, is_male, born, number, phone, occupation, income }
    }

    fn sex(&self) -> &'static str {
        if self.is_male { "male" } else { "female" }
    }

    fn guardian(&self, address: Json) -> Json {
        object! {
            "kind": "person",
            "id": self.id,
            "name": self.name.as_str(),
            "relation": self.relation,
            "sex": self.sex(),
            "birthDate": self.born.to_string(),
            "identity": [identity(&self.number)],
            "phone": self.phone.as_str(),
            "address": address,
            "occupation": self.occupation,
        }
    }

    fn member(&self) -> Json {
        object! {
            "relation": self.relation,
            "name": self.name.as_str(),
            "birthDate": self.born.to_string(),
            "identity": [identity(&self.number)],
            "occupation": self.occupation,
            "annualIncome": yuan(self.income),
        }
    }
}

fn identity(number: &str) -> Json {
    object! {"kind": "resident-identity", "number": number}
}

/// An identity number of a person: the sequence number is odd for a male.
fn numbered(division: &str, born: Day, is_male: bool, random: &mut Random) -> String {
    let sequence = random.within(0, 499) * 2 + i64::from(is_male);
    resident_number(division, born, sequence)
}
