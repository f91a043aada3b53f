//! Test results in the XML of JUnit: one test case for each document.

use super::{
    examined::Examined,
    one_line::message,
    output::{Ending, Output},
    xml::escaped,
};
use crate::{
    arguments::FailOn,
    exit::Stop,
    language::{Language, Said},
};
use std::{fmt::Write as _, io::Write};
use tongbiao::{finding::Severity, report::Verdict};

/// The maximum number of documents in a test suite. A file of more documents has several suites.
const DOCUMENTS_MAX: usize = 1000;

/// The format `junit`. The counts of a suite precede its test cases, so that the test cases of one suite are kept.
#[derive(Debug)]
pub(crate) struct Junit {
    language: Language,
    fail_on: FailOn,
    suite: Suite,
}

/// The documents of one file.
#[derive(Debug, Default)]
struct Suite {
    name: String,
    tests: usize,
    failures: usize,
    errors: usize,
    cases: String,
}

impl Junit {
    /// The output in a language. Documents with a finding of the severity of `--fail-on` fail.
    pub(crate) fn new(language: Language, fail_on: FailOn) -> Self {
        Self { language, fail_on, suite: Suite::default() }
    }

    /// Continues in the suite of a file.
    fn suite(&mut self, name: &str, out: &mut dyn Write) -> Result<&mut Suite, Stop> {
        if self.suite.name != name || self.suite.tests >= DOCUMENTS_MAX {
            self.complete(out)?;
            name.clone_into(&mut self.suite.name);
        }
        Ok(&mut self.suite)
    }

    fn complete(&mut self, out: &mut dyn Write) -> Result<(), Stop> {
        let Suite { name, tests, failures, errors, cases } = std::mem::take(&mut self.suite);
        if tests > 0 {
            let name = escaped(&name);
            writeln!(
                out,
                "  <testsuite name=\"{name}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"0\">"
            )?;
            write!(out, "{cases}")?;
            writeln!(out, "  </testsuite>")?;
        }
        Ok(())
    }
}

impl Output for Junit {
    fn begin(&mut self, out: &mut dyn Write) -> Result<(), Stop> {
        writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"tongbiao\">")?;
        Ok(())
    }

    fn document(&mut self, examined: &Examined<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        let (language, fail_on) = (self.language, self.fail_on);
        let worst = examined.counted().map(|(_, severity)| severity).max();
        let is_error = worst == Some(Severity::Fatal) || examined.treated.verdict() == Verdict::NotDetermined;
        let is_failure = !is_error && worst.is_some_and(|worst| fail_on.applies(worst));
        let name = escaped(&examined.source.full_name());
        let kind = examined.treated.checked.kind.map_or("document", |kind| kind.as_str());
        let suite = self.suite(examined.source.name, out)?;
        suite.tests += 1;
        suite.errors += usize::from(is_error);
        suite.failures += usize::from(is_failure);
        let cases = &mut suite.cases;
        let _ = write!(cases, "    <testcase name=\"{name}\" classname=\"{kind}\"");
        let places = if worst.is_some() { examined.places() } else { Vec::new() };
        let mut text = String::new();
        for place in &places {
            let number = |number: Option<usize>| number.map_or_else(String::new, |number| format!("{number}:"));
            let finding = place.finding;
            let (line, column) = (number(place.line), number(place.column));
            let (code, said) = (finding.code.as_str(), message(&finding.message, language));
            let _ = writeln!(text, "{line}{column} {}[{code}] {said} ({})", finding.severity, place.pointer);
        }
        let text = escaped(&text);
        let mut codes: Vec<&str> = places.iter().map(|place| place.finding.code.as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        let codes = escaped(&codes.join(", "));
        // Writing to a text cannot fail.
        let _ = match (worst.is_some(), is_error, is_failure) {
            (false, false, _) => writeln!(cases, "/>"),
            (_, true, _) => {
                writeln!(
                    cases,
                    ">\n      <error type=\"not-determined\" message=\"{codes}\">{text}</error>\n    </testcase>"
                )
            }
            (_, _, true) => {
                writeln!(
                    cases,
                    ">\n      <failure type=\"findings\" message=\"{codes}\">{text}</failure>\n    </testcase>"
                )
            }
            _ => writeln!(cases, ">\n      <system-out>{text}</system-out>\n    </testcase>"),
        };
        Ok(())
    }

    fn unread(&mut self, name: &str, reason: &Said, out: &mut dyn Write) -> Result<(), Stop> {
        let reason = escaped(&reason.line(self.language));
        let suite = self.suite(name, out)?;
        suite.tests += 1;
        suite.errors += 1;
        let _ = writeln!(
            suite.cases,
            "    <testcase name=\"{0}\" classname=\"document\">\n      <error type=\"unreadable\" message=\"{reason}\"/>\n    </testcase>",
            escaped(name)
        );
        Ok(())
    }

    fn end(&mut self, _: &Ending<'_>, out: &mut dyn Write) -> Result<(), Stop> {
        self.complete(out)?;
        writeln!(out, "</testsuites>")?;
        Ok(())
    }
}
