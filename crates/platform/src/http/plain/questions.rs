//! The questions of a tariff as plain fields: a new factor needs no new code here either.

use maud::{Markup, html};
use rating::attribute::{Attribute, Kind, Measure, Number};
use rating::questions::Question;
use rating::{Code, NOT_SURE};
use words::rated::Rated;
use words::scenario::pointer;
use words::search::{Hit, search};
use words::{self as w, Lang, Words};

use super::MOST_HITS;
use super::visit::{TAKE, Visit, button};

/// From this many choices on there is a search, and the list folds up once one is chosen.
const MANY_CHOICES: usize = 7;

/// What the questions are drawn from.
pub(super) struct Asking<'a> {
    pub visit: &'a Visit,
    pub rated: &'a Rated,
    /// Whether open questions are pointed at: only once somebody wanted to go on.
    pub point_at_missing: bool,
}

/// One question, ready to draw.
struct Asked<'a> {
    visit: &'a Visit,
    question: &'a Question,
    attribute: &'a Attribute,
    /// Of the field: the answer's pointer.
    name: String,
    id: String,
    given: Option<&'a str>,
    error: Option<&'a str>,
}

/// The `id` of the control for an answer, as on the widget's page.
pub(super) fn control_id(pointer: &str) -> String {
    format!("q0{}", pointer.replace('/', "-"))
}

impl Asking<'_> {
    fn lang(&self) -> Lang {
        self.visit.look.lang
    }

    /// Whether every unit is known well enough to ask about the policy: the sector decides what that is about.
    pub fn units_are_known(&self) -> bool {
        let first = |asked: &Vec<Question>| asked.first().is_none_or(|question| question.settled);
        self.rated.questions.units.iter().all(first)
    }

    /// Whether this answer has a field on the page.
    pub fn shows(&self, name: &str) -> bool {
        let whole = self.units_are_known();
        let questions = &self.rated.questions;
        let policy = questions.policy.iter().filter(|_| whole).map(|question| (None, question));
        let units = questions.units.iter().enumerate();
        let units = units.flat_map(|(unit, asked)| asked.iter().map(move |question| (Some(unit), question)));
        let is_it = |(unit, question): (Option<usize>, &Question)| {
            self.rated.attribute(question).is_some_and(|attribute| pointer(unit, &attribute.key) == name)
        };
        (whole && name == "inception") || policy.chain(units).any(is_it)
    }

    fn asked<'a>(&'a self, unit: Option<usize>, question: &'a Question) -> Option<Asked<'a>> {
        let attribute = self.rated.attribute(question)?;
        let name = pointer(unit, &attribute.key);
        let given = self.visit.scenario.of(unit).and_then(|answers| answers.get(&attribute.key));
        let fault = self.rated.fault(unit, &attribute.key);
        let told = fault.filter(|fault| fault.code != Code::Missing || self.point_at_missing);
        let error = told.map(|fault| self.lang().text(&fault.message));
        let id = control_id(&name);
        Some(Asked {
            visit: self.visit,
            question,
            attribute,
            name,
            id,
            given: given.map(String::as_str),
            error,
        })
    }

    fn field(&self, unit: Option<usize>, question: &Question) -> Markup {
        let Some(asked) = self.asked(unit, question) else { return html! {} };
        match &asked.attribute.kind {
            Kind::Choice(choices) if choices.len() > MANY_CHOICES => self.picker(&asked, unit),
            Kind::Choice(_) => asked.radios(&asked.options()),
            Kind::Number(number) => asked.quantity(number),
        }
    }

    /// All of them, the units first: sector first, as people know themselves.
    pub fn draw(&self) -> Markup {
        let lang = self.lang();
        let units = self.rated.questions.units.iter().enumerate();
        let most = self.rated.tariff().map_or(1, |tariff| tariff.unit_rule().most);
        let can_add = self.visit.scenario.units.len() < most;
        html! {
            @for (unit, asked) in units { (self.unit(unit, asked)) }
            @if self.units_are_known() {
                @if can_add { p { button.quiet name="do" value="add" { "+ " (lang.say(w::ADD_UNIT)) } } }
                fieldset.group {
                    legend { (lang.say(w::COVER_CHOSEN)) }
                    (self.inception())
                    (self.policy(&|attribute| !attribute.extension && attribute.improve_with.is_none()))
                }
                (self.several(w::EXTENSIONS, None, &|attribute| attribute.extension))
                (self.several(w::HOW_SAFE, Some(w::HOW_SAFE_HELP), &|attribute| {
                    !attribute.extension && attribute.improve_with.is_some()
                }))
            }
        }
    }

    fn unit(&self, unit: usize, asked: &[Question]) -> Markup {
        let lang = self.lang();
        let number = (unit + 1).to_string();
        let several = self.visit.scenario.units.len() > 1;
        let title =
            if several { lang.fill(w::UNIT, &[("n", &number)]) } else { lang.say(w::WHAT_YOU_DO).to_owned() };
        html! {
            fieldset.group {
                legend { (title) }
                @for question in asked { (self.field(Some(unit), question)) }
                @if several {
                    p { button.link name="do" value=(format!("remove-{unit}")) { (lang.fill(w::REMOVE_UNIT, &[("n", &number)])) } }
                }
            }
        }
    }

    fn policy(&self, of: &dyn Fn(&Attribute) -> bool) -> Markup {
        html! { @for question in self.of_policy(of) { (self.field(None, question)) } }
    }

    fn of_policy<'a>(&'a self, of: &'a dyn Fn(&Attribute) -> bool) -> impl Iterator<Item = &'a Question> {
        self.rated
            .questions
            .policy
            .iter()
            .filter(move |question| self.rated.attribute(question).is_some_and(of))
    }

    fn several(&self, title: Words, help: Option<Words>, of: &dyn Fn(&Attribute) -> bool) -> Markup {
        let lang = self.lang();
        html! {
            @if self.of_policy(of).next().is_some() {
                fieldset.group {
                    legend { (lang.say(title)) }
                    @if let Some(help) = help { p.help { (lang.say(help)) } }
                    (self.policy(of))
                }
            }
        }
    }

    /// The one question that every tariff asks, since it picks the tariff.
    fn inception(&self) -> Markup {
        let (lang, wrong) = (self.lang(), self.rated.bad_inception);
        let typed = self.visit.scenario.inception.clone();
        let is_default = typed.is_none();
        let value = typed.unwrap_or_else(|| self.rated.inception.to_string());
        let described = if wrong { "q0-inception-help q0-inception-error" } else { "q0-inception-help" };
        html! {
            div.field.wrong[wrong] {
                label for="q0-inception" {
                    (lang.say(w::INCEPTION)) @if is_default { " " span.chip { (lang.say(w::DEFAULT)) } }
                }
                p.help id="q0-inception-help" { (lang.say(w::INCEPTION_HELP)) }
                @if wrong { p.error id="q0-inception-error" { (lang.say(w::BAD_DATE)) } }
                input id="q0-inception" type="date" name="inception" value=(value) aria-describedby=(described)
                    aria-invalid=[wrong.then_some("true")];
                @if let Some(tariff) = self.rated.tariff() {
                    p.help { (lang.fill(w::UNDER_RULES, &[("title", lang.text(tariff.title()))])) }
                }
            }
        }
    }

    /// A long list of choices: found by the words people use, or chosen from the list.
    fn picker(&self, asked: &Asked<'_>, unit: Option<usize>) -> Markup {
        let lang = self.lang();
        let mut offered = asked.question.choices(asked.attribute);
        let chosen = offered.find(|choice| Some(choice.key.as_str()) == asked.given);
        let list = asked.radios(&asked.options());
        let Some(choice) = chosen else {
            return html! { (self.finder(asked, unit.unwrap_or_default())) (list) };
        };
        html! {
            div.field.chosen {
                p.label { (lang.text(&asked.attribute.label)) }
                p.answer { strong { (lang.text(&choice.label)) } }
                p.help { (lang.text(&choice.help)) }
                details { summary { (lang.say(w::CHANGE)) } (list) }
            }
        }
    }

    fn finder(&self, asked: &Asked<'_>, unit: usize) -> Markup {
        let lang = self.lang();
        let typed = self.visit.searches.get(&unit).map(|typed| typed.trim()).unwrap_or_default();
        let hits = self
            .rated
            .tariff()
            .map(|tariff| search(tariff, asked.question.attribute, typed))
            .unwrap_or_default();
        let id = format!("{}-search", asked.id);
        html! {
            div.field {
                label for=(id) { (lang.say(w::SEARCH_LABEL)) }
                p.help { (lang.say(w::SEARCH)) }
                input.search id=(id) type="search" name=(format!("search-{unit}")) value=(typed) autocomplete="off"; " "
                button.quiet name="do" value="find" { (lang.say(w::FIND)) }
                @if !typed.is_empty() {
                    @if hits.is_empty() { p { (lang.fill(w::NOTHING_FOUND, &[("typed", typed)])) } }
                    ul.hits { @for hit in hits.iter().take(MOST_HITS) { li { (offer(hit, unit, lang)) } } }
                }
            }
        }
    }
}

fn offer(hit: &Hit, unit: usize, lang: Lang) -> Markup {
    let labels: Vec<&str> = hit.labels.iter().map(|label| lang.text(label)).collect();
    let answers: Vec<(String, &str)> =
        hit.answers.iter().map(|(key, choice)| (pointer(Some(unit), key), choice.as_str())).collect();
    let value = button(TAKE, answers.iter().map(|(name, choice)| (name.as_str(), *choice)));
    html! { button.quiet name="do" value=(value) { (labels.join(" › ")) } }
}

impl Asked<'_> {
    fn value(&self) -> Option<&str> {
        self.given.or(self.attribute.default.as_deref())
    }

    /// Key, label and help of each choice.
    fn options(&self) -> Vec<(&str, &str, &str)> {
        let lang = self.visit.look.lang;
        let not_sure = self.attribute.may_be_unsure.then_some((NOT_SURE, lang.say(w::NOT_SURE), ""));
        let offered = self.question.choices(self.attribute);
        let offered =
            offered.map(|choice| (choice.key.as_str(), lang.text(&choice.label), lang.text(&choice.help)));
        offered.chain(not_sure).collect()
    }

    fn heading(&self) -> Markup {
        let lang = self.visit.look.lang;
        let is_default =
            self.attribute.default.is_some() && self.value() == self.attribute.default.as_deref();
        html! {
            (lang.text(&self.attribute.label))
            @if is_default { " " span.chip { (lang.say(w::DEFAULT)) } }
        }
    }

    fn help(&self) -> &str {
        self.visit.look.lang.text(&self.attribute.help)
    }

    fn notes(&self) -> Markup {
        html! {
            @if !self.help().is_empty() { p.help id=(format!("{}-help", self.id)) { (self.help()) } }
            @if let Some(error) = self.error { p.error id=(format!("{}-error", self.id)) { (error) } }
        }
    }

    fn described_by(&self) -> Option<String> {
        let help = (!self.help().is_empty()).then(|| format!("{}-help", self.id));
        let error = self.error.map(|_| format!("{}-error", self.id));
        let ids: Vec<String> = help.into_iter().chain(error).collect();
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    fn radios(&self, options: &[(&str, &str, &str)]) -> Markup {
        let value = self.value();
        let is_chosen = options.iter().any(|(key, ..)| Some(*key) == value);
        // The list of what is wrong leads to the chosen one, or else the first.
        let named = |at: usize, key: &str| Some(key) == value || (at == 0 && !is_chosen);
        html! {
            fieldset.field.wrong[self.error.is_some()] aria-describedby=[self.described_by()] {
                legend { (self.heading()) }
                (self.notes())
                @for (at, (key, label, help)) in options.iter().enumerate() {
                    div.option {
                        label {
                            input type="radio" id=[named(at, key).then_some(&self.id)] name=(self.name) value=(key)
                                checked[Some(*key) == value];
                            " " (label)
                            @if !help.is_empty() { br; span.option-help { (help) } }
                        }
                    }
                }
            }
        }
    }

    fn quantity(&self, number: &Number) -> Markup {
        let lang = self.visit.look.lang;
        let unsure = self.value() == Some(NOT_SURE);
        let value = self.value().filter(|value| *value != NOT_SURE).unwrap_or_default();
        let kind = if number.measure == Measure::Date { "date" } else { "text" };
        html! {
            div.field.wrong[self.error.is_some()] {
                label for=(self.id) { (self.heading()) }
                (self.notes())
                input id=(self.id) type=(kind) name=(self.name) value=(value) autocomplete="off"
                    inputmode=(if number.digits > 0 { "decimal" } else { "numeric" })
                    aria-invalid=[self.error.map(|_| "true")] aria-describedby=[self.described_by()];
                " " span.unit { (lang.text(&number.unit)) }
                @if self.attribute.may_be_unsure {
                    // The same name, and after the number: of two the last one counts.
                    label.also { input type="checkbox" name=(self.name) value=(NOT_SURE) checked[unsure]; " " (lang.say(w::NOT_SURE)) }
                }
            }
        }
    }
}
