//! Every word of the screens, Chinese first and English beside it: one table, so that neither can lack what the other has.
//! Compiled in: a message library weighs 49 KB compressed and these need no plurals. Beside them what turns typed answers into a
//! rated scenario, and a quote into words: whoever asks, in the browser or on the platform's plain pages, says the same.

pub mod account;
pub mod article;
pub mod card;
pub mod form;
pub mod quote;
pub mod rated;
pub mod scenario;
pub mod search;
pub mod speech;
pub mod standing;
pub mod typed;

use rating::Text;
use serde::{Deserialize, Serialize};

/// A language of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Chinese.
    #[default]
    Zh,
    /// English.
    En,
}

/// One phrase in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    zh: &'static str,
    en: &'static str,
}

impl Lang {
    /// As the `lang` attribute wants it.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The phrase in this language.
    pub fn say(self, words: Words) -> &'static str {
        match self {
            Self::Zh => words.zh,
            Self::En => words.en,
        }
    }

    /// Of something in Chinese and in English.
    pub fn of<T>(self, (zh, en): (T, T)) -> T {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }

    /// The phrase with `{name}` filled in.
    pub fn fill(self, words: Words, values: &[(&str, &str)]) -> String {
        let start = self.say(words).to_owned();
        values.iter().fold(start, |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// A phrase of a tariff.
    pub fn text(self, text: &Text) -> &str {
        match self {
            Self::Zh => &text.zh,
            Self::En => &text.en,
        }
    }
}

macro_rules! words {
    ($($name:ident: $zh:literal, $en:literal;)*) => {
        $(#[doc = $zh] pub const $name: Words = Words { zh: $zh, en: $en };)*
    };
}

// After the macro, which they use.
pub mod campaign;
pub mod explained;
pub mod many;

// Everywhere.
words! {
    PRODUCT: "济南安责险测算", "Work-safety insurance, Jinan";
    OTHER_LANGUAGE: "English", "中文";
    ELDER: "大字版", "Large type";
    SKIP: "跳到主要内容", "Skip to the content";
    STEPS: "步骤", "Steps";
    ESTIMATE: "测算", "Estimate";
    COMPARE: "比较", "Compare";
    APPLY: "投保申请", "Apply";
    RECEIPT: "受理回执", "Receipt";
    LIST_COMMA: "，", ", ";
    COLON: "：", ": ";
    NOTHING_SENT: "测算全部在您的设备上完成，不发送任何数据；只有点击“提交申请”才会发送。",
        "Estimating happens on your device and sends nothing. Only \"Send the application\" does.";
    NOTHING_SENT_ALONE: "测算和填写全部在您的设备上完成，不发送任何数据。要提交时，把申请存为文件，在平台的网页上打开。",
        "All of it happens on your device, and nothing is sent. To send an application, save it as a file and open that on the platform's page.";
    NOT_OFFICIAL: "本工具仅供测算，不是保险单。保险条款和最终保险费以承保人出具的为准。",
        "This is an estimate, not a policy. The insurer's clauses and policy decide.";
    LOADING: "正在加载费率表……", "Loading the tariffs …";
    LOAD_FAILED: "费率表没有加载成功，请检查网络后重试。", "The tariffs could not be loaded. Check the network and try again.";
    AGAIN: "重试", "Try again";
    OPENING: "正在打开……", "Opening …";
    OPEN_FAILED: "这一页没有打开，请检查网络后重试。填写的内容都在。", "This page could not be opened. Check the network and try again: nothing is lost.";
    STORAGE_OFF: "浏览器不允许保存，刷新页面后需要重新填写。",
        "This browser keeps nothing: after a reload you start again.";
    STORAGE_FULL: "本机存储空间已满，新填写的内容没有保存，刷新页面后需要重新填写。",
        "There is no room left on this device: what you typed last is not kept, and is gone after a reload.";
}

// Questions.
words! {
    QUESTIONS: "填写情况", "Your situation";
    WHAT_YOU_DO: "做什么", "What you do";
    UNIT: "单位 {n}", "Unit {n}";
    ADD_UNIT: "添加一个单位（厂、店、工地、车队）", "Add a unit: plant, shop, site or fleet";
    REMOVE_UNIT: "移除单位 {n}", "Remove unit {n}";
    COVER_CHOSEN: "保多少、保多久", "How much and how long";
    HOW_SAFE: "安全管理情况", "How safely you work";
    HOW_SAFE_HELP: "都有默认值，可以以后再改；选“不清楚”会给出保险费范围。",
        "All have defaults. \"Not sure\" gives a range of premiums.";
    EXTENSIONS: "附加险", "Extensions";
    INCEPTION: "起保日期", "Inception";
    INCEPTION_HELP: "从当日零时起保；它决定适用哪一年的规则", "Cover starts at 0:00 of this day; it decides which rules apply";
    BAD_DATE: "请填写日期，如 2026-12-01", "Give a day, such as 2026-12-01";
    DEFAULT: "默认", "default";
    TAKE_DEFAULT: "恢复默认", "Use the default";
    NOT_SURE: "不清楚", "Not sure";
    CHOOSE: "请选择", "Choose";
    CHANGE: "更改", "Change";
    SEARCH: "您的业务，如：加油站、工地", "e.g. filling station, truck";
    SEARCH_LABEL: "按业务查找", "Search by what you do";
    NOTHING_FOUND: "没有找到“{typed}”，请在下面选择，或换一个说法。", "Nothing for \"{typed}\". Choose below, or try another word.";
    FOUND: "找到 {n} 项", "{n} found";
    STILL_NEEDED: "还需填写", "Still needed";
}

// The result.
words! {
    RESULT: "测算结果", "Result";
    PREMIUM: "保险费", "Premium";
    YUAN: "元", "yuan";
    TEN_THOUSANDS: "即 {n} 万元", "that is {all} yuan";
    WHOLE_PERIOD: "{from} 至 {to}，{days} 天", "{from} to {to}, {days} days";
    PER_PERSON: "每人", "per person";
    PER_DAY: "每天", "per day";
    ANNOUNCE: "保险费 {premium} 元", "Premium {premium} yuan";
    ANNOUNCE_RANGE: "保险费 {low} 元至 {high} 元", "Premium {low} to {high} yuan";
    FIRST_CHOOSE: "选好行业、填上人数或造价，马上看到保险费。", "Choose the sector, give the headcount or contract value, and see the premium at once.";
    COMPULSORY: "必须投保", "You must buy";
    PROMOTED: "全面推行", "Promoted across the board";
    ENCOURAGED: "鼓励投保", "Encouraged, not compulsory";
    COMPULSORY_HELP: "{sector}属于强制实施安责险的高危行业领域。", "By law, this sector ({sector}) must have this insurance.";
    PROMOTED_HELP: "“{sector}”行业全面推行安责险。", "It is promoted throughout this sector ({sector}).";
    ENCOURAGED_HELP: "“{sector}”行业积极推广安责险，企业自愿投保。", "It is encouraged in this sector ({sector}); you decide.";
    DEPARTMENT: "主管部门：{department}", "Competent department: {department}";
    RANGE_HELP: "有“不清楚”的项目时给出范围。先弄清下面第一项，范围缩小最多。",
        "\"Not sure\" leaves a range. Finding out the first of these narrows it most.";
    WIDTH_LEFT: "弄清后相差最多 {width} 元", "then at most {width} yuan apart";
    TO_CORRECT: "需要更正", "To correct";
    NO_TARIFF: "没有适用于这个起保日期的费率。请换一个日期。", "No tariff applies on this date. Choose another.";
    HOW_OFFICIAL: "数据性质", "How official";
    WEAKEST_BECAUSE: "因为用到了：{steps}", "Because of: {steps}";
    LOWER_IT: "怎样更便宜", "What would lower it";
    LOWER_IT_HELP: "点击即可试算，随时可以撤销。", "Press to try; take it back at any time.";
    SAVES_A_YEAR: "每年省 {amount} 元，降至 {premium} 元", "saves {amount} yuan a year, down to {premium} yuan";
    SAVES_ONCE: "本次降至 {premium} 元，省 {amount} 元", "this policy down to {premium} yuan, saves {amount} yuan";
    SAVES_BY_YEAR: "；按一年计省 {amount} 元", "; by the year {amount} yuan";
    PAPER: "凭证：{paper}", "Proof: {paper}";
    TRIED: "已按这项改进试算。", "Tried with this improvement.";
    REMOVED: "已移除。", "Removed.";
    UNDO: "撤销", "Take back";
    MORE: "再看 {n} 项", "{n} more";
    NOTHING_LOWER: "改一项，或同时改两项，都不能再降低保险费。", "No one change, and no two together, lower it further.";
    PICTURE: "从基准到保险费", "From base to premium";
    PICTURE_HELP: "每一步之后的金额", "The amount after each step";
    ACCOUNT: "逐步计算", "Step by step";
    ACCOUNT_HELP: "每一个数都可以点开，看它的来源。", "Open any figure to see where it comes from.";
    TABLE_ROW: "“{table}”第 {row} 行", "\"{table}\", row {row}";
    KEPT_BETWEEN: "限于 {least} 至 {most} 之间", "kept between {least} and {most}";
    KEPT_ABOVE: "不低于 {least}", "at least {least}";
    KEPT_BELOW: "不超过 {most}", "at most {most}";
    LARGEST_OF: "取最大：{of} → {result}", "largest of {of} → {result}";
    SMALLEST_OF: "取最小：{of} → {result}", "smallest of {of} → {result}";
    SO_MANY_UNITS: "{n} 个单位", "units: {n}";
    ALSO: "不影响保险费的计算", "Reckoned, but not part of the premium";
    COVERS: "保什么", "What is covered";
    NO_LIMIT: "来源未给出限额", "no source gives a limit";
    PER_PERSON_LIMIT: "每人", "per person";
    PER_ACCIDENT_LIMIT: "每次事故", "per accident";
    AGGREGATE_LIMIT: "累计", "in all";
    DEDUCTIBLE: "免赔额 {amount} 元", "deductible {amount} yuan";
    DEDUCTIBLE_SHARE: "免赔额为损失的 {share}", "deductible {share} of the loss";
    DEDUCTIBLE_LEAST: "免赔额为损失的 {share}，不低于 {amount} 元", "deductible {share} of the loss, at least {amount} yuan";
    EXTENSION_OF: "附加险", "extension";
    FUND: "事故预防费用", "Prevention fund";
    FUND_LEAST: "承保人须从保险费中提取不低于 {share} 的费用，即 {amount} 元以上，专门用于帮您预防事故：",
        "The insurer sets aside at least {share} of the premium, {amount} yuan or more, to help you prevent accidents:";
    FUND_WINDOW: "承保人须从保险费中提取 {share} 至 {most_share}，即 {amount} 至 {most} 元，专门用于帮您预防事故：",
        "The insurer sets aside {share} to {most_share} of the premium, {amount} to {most} yuan, to help you prevent accidents:";
    LAW: "法律怎么说", "What the law says";
    STAFF: "保险费能让员工分摊吗？", "Can I charge it to staff?";
    NO: "不能。", "No.";
    SHARE: "复制链接", "Copy a link";
    SHARED: "链接已复制，内容只在链接里，不经过服务器。", "Copied. The answers are in the link itself, not on a server.";
    SHARE_BY_HAND: "请复制下面的链接", "Copy this link";
    PRINT: "打印", "Print";
    TO_COMPARE: "加入比较", "Compare";
    TO_APPLY: "去投保", "Apply";
    SHOW_RESULT: "看结果", "See the result";
    UNDER_RULES: "适用：{title}", "Under: {title}";
}

// An estimate that is passed on.
words! {
    PASS_ON: "分享", "Share";
    PASS_ON_FAILED: "没有分享成功，请用“复制链接”。", "It was not shared. Copy the link instead.";
    PASS_ON_TEXT: "{title}：保险费 {premium}（{mark}）", "{title}: premium {premium} ({mark})";
    AS_PICTURE: "存为图片", "Save as a picture";
    PICTURE_HERE: "图片已生成：长按图片保存，或点“下载图片”。图上没有企业名称和个人信息。",
        "Here is the picture: press and hold it to save it, or download it. It names no enterprise and no person.";
    NO_PICTURE: "这个浏览器画不出图片，请用“复制链接”。", "This browser cannot draw the picture. Copy the link instead.";
    DOWNLOAD_PICTURE: "下载图片", "Download the picture";
    CLOSE_PICTURE: "收起图片", "Close the picture";
    CARD_SUBTITLE: "安全生产责任保险 · 保险费测算", "Work-safety liability insurance · estimate";
    CARD_ALSO: "还包括（来源未给出限额）：{covers}", "Also covered, with no limit in any source: {covers}";
    CARD_TARIFF: "{day} 按“{title}”第 {edition} 版测算。", "Estimated on {day} with \"{title}\", edition {edition}.";
    CARD_OPENS: "长按识别或扫码，打开这份测算", "Scan to open this estimate";
}

// A result that is read aloud.
words! {
    READ_ALOUD: "朗读", "Read aloud";
    READ_PAUSE: "暂停朗读", "Pause";
    READ_ON: "继续朗读", "Read on";
    READ_NO_MORE: "停止朗读", "Stop";
    ALOUD_PREMIUM: "保险费{amount}。", "The premium is {amount}.";
    ALOUD_EACH: "平均每人{amount}。", "That is {amount} per person.";
    ALOUD_RANGE: "有的情况还不清楚，保险费在{low}到{high}之间。", "Some answers are open: the premium is between {low} and {high}.";
    THE_PERIOD: "保险期间", "The period";
    ALOUD_PERIOD: "{what}从{from}到{to}，一共{days}天。", "{what} is from {from} to {to}, {days} days.";
    ALOUD_COVERS: "保险保什么？", "What is covered?";
    ALOUD_COVER: "{cover}，{limits}。", "{cover}: {limits}.";
    ALOUD_ALSO: "还包括{covers}，来源没有给出限额。", "Also {covers}; no source gives a limit.";
    ALOUD_MARK: "请注意，数据性质是：{mark}。{help}", "Please note how official the figures are: {mark}. {help}";
}

// Marks.
words! {
    MARK_NOTICE_HELP: "数据出自市政府通知原文。", "The figures stand in the city's own notice.";
    MARK_PUBLISHED_HELP: "数据出自官方公布的文件或费率表。", "The figures come from official documents that were published.";
    MARK_ELSEWHERE_HELP: "含有其他地区公布的数据，本市未公布。", "Some figures were published for another place; Jinan has published none.";
    MARK_RECALLED_HELP: "含有未再核对的通行数据。", "Some figures are in common use and were not verified.";
    MARK_ILLUSTRATIVE_HELP: "含有示意数据，并非官方费率，实际保险费会不同。", "Some figures are illustrative, not official. The real premium will differ.";
}

// Comparing.
words! {
    COMPARE_HELP: "最多四个方案并排；不同之处用 ≠ 标出。", "Up to four scenarios side by side; ≠ marks what differs.";
    SCENARIO: "方案 {n}", "Scenario {n}";
    ITEM: "项目", "Item";
    EDIT: "修改方案 {n}", "Edit scenario {n}";
    REMOVE: "移除方案 {n}", "Remove scenario {n}";
    COPY: "复制为新方案", "Copy as a new one";
    UNDER_OTHER_RULES: "按“{title}”", "Under \"{title}\"";
    ADD_COLUMN: "加一列：", "Add a column:";
    FOUR_AT_MOST: "已有四个方案，移除一个才能再加。", "Four already: remove one to add another.";
    DIFFERENCE: "与方案 1 相差", "Against scenario 1";
    RULES: "适用规则", "Rules";
    CALCULATION_STEPS: "计算步骤", "Calculation";
    LIMITS: "保障限额", "Limits of cover";
    LEGAL_BOUNDS: "法律规定", "Legal rules";
    LEGAL_BOUND: "各自的规定", "The rule of each";
    ANSWERS: "填写的情况", "Answers";
    NOT_APPLICABLE: "—", "—";
    NOT_RATED: "未能测算", "not rated";
    ABSENT: "无此规定", "no such rule";
    DIFFERS: "不同", "differs";
}

// Applying.
words! {
    APPLY_HELP: "带 * 的必填。填写内容保存在本机，提交前不会发送。", "Fields with * are required. What you type stays on this device until you send it.";
    NO_QUOTE_YET: "先完成测算，再填写申请。", "Finish the estimate first.";
    SETTLE_FIRST: "有“不清楚”的项目，保险费还不确定。投保前请先确定这些项目。",
        "With \"not sure\" among the answers the premium is not settled. Settle them before you apply.";
    BACK_TO_ESTIMATE: "返回测算", "Back to the estimate";
    YOUR_QUOTE: "您的方案", "Your quote";
    ENTERPRISE: "投保企业", "The enterprise";
    CONTACT: "联系人", "Contact";
    NAME: "企业名称", "Name of the enterprise";
    USCC: "统一社会信用代码", "Unified social credit code";
    USCC_HELP: "18 位，见营业执照", "18 characters, on the business licence";
    DISTRICT: "所在区县", "District";
    ADDRESS: "地址", "Address";
    DISTRICT_HELP: "填写统一社会信用代码后自动带出登记地，请核对", "Follows from the code once it is typed: please compare";
    LEGAL_REPRESENTATIVE: "法定代表人", "Legal representative";
    LEGAL_REPRESENTATIVE_HELP: "在投保单上签字的人，见营业执照", "Who signs the proposal; on the business licence";
    INDUSTRY: "行业代码", "Industry code";
    INDUSTRY_HELP: "国民经济行业分类（GB/T 4754-2017，未再核对）：输入代码或业务，在下面选择，如 5265、加油站",
        "Of GB/T 4754-2017 (recalled): type a code or a word in Chinese, such as 5265 or 加油站, and choose below";
    SECTOR_DIFFERS: "测算时选择的不是“{sector}”，请核对；也可以按“{sector}”测算后比较。",
        "The estimate was made for another sector than \"{sector}\": please compare, or estimate both side by side.";
    COMPARE_SECTOR: "按“{sector}”比较", "Compare with \"{sector}\"";
    INDUSTRY_HINTS: "{code} {name}：通常属于“{sector}”，以许可和实际业务为准。",
        "{code} {name}: usually \"{sector}\". Licence and activity decide.";
    BUSINESS_SCOPE: "经营范围", "Business scope";
    BUSINESS_SCOPE_HELP: "可从营业执照复制，换行不要紧", "As on the business licence; line breaks do not matter";
    SIZE: "企业规模", "Size of the enterprise";
    SIZE_HELP: "按《统计上大中小微型企业划分办法》自行选择", "As you class it by the rules of the Bureau of Statistics";
    LARGE: "大型", "Large";
    MEDIUM: "中型", "Medium";
    SMALL: "小型", "Small";
    MICRO: "微型", "Micro";
    LICENCE: "安全生产许可证编号", "Work-safety licence number";
    LICENCE_HELP: "按证书填写，如（鲁）JZ安许证字〔2024〕000000；括号用哪种都可以",
        "As on the licence; any kind of brackets will do";
    INSURED: "被保险人", "The insured";
    INSURED_NAME: "被保险人名称", "Name of the insured";
    INSURES_ANOTHER: "被保险人是另一家企业（不勾选即为本企业投保）", "Another enterprise is insured (otherwise the applicant is)";
    SITES: "各单位地址", "Where the units are";
    TERMS: "合同事项", "The contract";
    PREVIOUS_POLICY: "上一保险单号", "Previous policy number";
    PREVIOUS_END: "上一保险单到期日", "Last day of the previous policy";
    DISPUTE: "争议处理方式", "How disputes are settled";
    LITIGATION: "诉讼", "in court";
    ARBITRATION: "仲裁", "by arbitration";
    COMMISSION: "仲裁委员会", "Arbitration commission";
    COMMISSION_HELP: "填写全称；由双方约定，本表不代为指定", "Its full name; the parties choose it, this form names none";
    INVOICE_TITLE: "发票抬头", "Invoice made out to";
    INVOICE_TITLE_HELP: "不填则为企业名称", "the enterprise where left empty";
    CONTACT_NAME: "姓名", "Name";
    PHONE: "电话", "Telephone";
    PHONE_HELP: "手机号，或带区号的座机号", "Mobile, or landline with area code";
    EMAIL: "电子邮箱", "E-mail";
    OPTIONAL: "选填", "optional";
    DECLARATIONS: "投保人声明", "Declarations";
    D_CLAUSES: "我已阅读保险条款，包括责任免除部分。", "I have read the clauses, exclusions included.";
    D_TRUE: "所填内容真实、完整。", "What I stated is true and complete.";
    D_CHANGES: "保险期间内风险状况发生变化的，及时告知承保人。", "I will report changes of the risk during the period.";
    D_PAID: "按时缴纳保险费。", "I will pay the premium on time.";
    D_STAFF: "保险费由企业承担，不以任何方式摊派给从业人员。", "The enterprise bears the premium and charges none of it to employees.";
    D_PERSONAL: "同意为办理本次投保处理申请中的个人信息；所涉人员已被告知。",
        "Personal information in this application may be handled to arrange this insurance; those whom it concerns have been told.";
    SEND: "提交申请", "Send the application";
    SENDING: "正在提交……", "Sending …";
    TO_BE_SENT: "待发送，会自动再试", "To be sent, tried again by itself";
    PREFILLED: "链接预填", "from the link";
    PREFILLED_NOTICE: "由链接预填，请核对", "Filled in from the link: please check";
    ALL_RIGHT: "核对无误", "All of it is right";
    OVERVIEW: "填写进度", "How far the form is";
    COMPLETE: "✓ 完整", "✓ complete";
    N_OPEN: "还差 {n} 项", "{n} to do";
    N_OPEN_IN_ALL: "还有 {n} 项需要填写或更正", "{n} still to fill in or correct";
    ALL_COMPLETE: "已全部填好，可以提交", "All complete: ready to be sent";
    CLEAR_PART: "清空这一部分", "Clear this part";
    CLEAR: "清空本页填写的内容", "Clear this form";
    CLEARED: "已清空。", "Cleared.";
    FORGET_ALL: "清除本机上保存的全部内容（公用电脑请点这里）", "Forget everything on this computer (on a shared one, press this)";
    PRIVACY: "只收集办理申请所需的信息；提交后本机上的填写内容即删除。", "Only what the application needs is asked. Once sent, what you typed is deleted from this device.";
    N_PROBLEMS: "有 {n} 处需要更正", "{n} to correct";
    T_VERSION_DIFFERS: "您打开这份申请以后，它已在别处更正过（例如在另一台设备上）。请先看最新内容。",
        "The application was corrected elsewhere since you opened it, on another device perhaps. Look at what it says now.";
    LOOK_AT_IT: "查看最新内容", "See what it says now";
    WRITE_OVER: "仍以这里的内容为准提交", "Send this one in its place";
    T_TOO_LARGE: "申请内容超过平台允许的大小。请减少内容后再提交。",
        "The application is larger than the platform takes. Shorten it and send it again.";
    T_BLOCKED: "您的网络不允许提交（{status}），可能是单位的防火墙。请换一个网络再点“提交申请”，或存为文件后到别处提交。",
        "Your network refuses to pass it on ({status}), perhaps a firewall. Send it from another network, or save it as a file.";
    T_NOT_SENT: "没有发送。内容都在，也可以存为文件。", "Not sent. Nothing is lost; you can also save it as a file.";
    OPEN_EARLIER: "打开已受理的那一份", "Open the one that was received";
    T_INVALID: "平台发现有需要更正的地方：", "The platform found something to correct:";
    T_DIFFERS: "平台按现行费率算出的保险费不同，申请没有提交。", "The platform's tariff gives another premium. The application was not sent.";
    T_SAME_PREMIUM: "平台的费率表与您测算时的不同，保险费没有变。请再确认一次，申请还没有提交。",
        "The platform has another tariff than you estimated with, and the premium is the same. Please confirm: the application was not sent.";
    SEEN: "您看到的", "What you saw";
    NOW: "平台算出的", "The platform's";
    AGREE: "按平台的保险费提交", "Send with the platform's premium";
    CORRECTING: "正在更正申请 {receipt}：提交后成为新的一版，受理编号不变。声明请重新勾选。",
        "You are correcting application {receipt}: sending makes a new version under the same number. Please make the declarations anew.";
    CORRECTING_REASONS: "请按退回的原因更正：", "Why it came back, to be corrected:";
    CORRECTING_BEHIND: "您之前填写的另一份申请先放在一边，这次更正提交或放弃以后会回到这里。",
        "The application that you had begun waits, and comes back here once this correction is sent or left.";
    LEAVE_AS_FILED: "不更正了", "Leave it as it was filed";
    T_DUPLICATE: "贵单位已就同一行业和期间申请过，这一份还没有提交。它与之前的申请是什么关系？",
        "This enterprise has applied for the same sector and period already. This one was not sent: what is it to the earlier ones?";
    REPLACE: "替换之前的申请", "Replace the earlier application";
    ADD_TO: "在之前的之外增加", "Add it to the earlier ones";
    LOOK_AGAIN: "返回修改", "Go back and look";
    REPLACE_HELP: "内容有误或有变化的，选择替换；另有厂、店、工地、车队要投保的，选择增加。",
        "Replace where something was wrong or has changed; add where another plant, shop, site or fleet is to be insured.";
    T_NOT_CORRECTABLE: "这份申请已转交承保人或已撤回，不能再更正。如需变更，请联系承保人。",
        "This application went on to an insurer or was withdrawn: it cannot be corrected any more. To change it, ask the insurer.";
    T_KEY_REUSED: "之前的一次提交其实已经受理，之后内容又改过。可以打开已受理的那一份，或按新内容另外申请。",
        "An earlier press did arrive, and the content was changed since. Open what was received, or apply anew with the new content.";
    T_KEY_USED: "之前的一次提交已经受理，或受理后又撤回了；它的内容这台设备上没有了，这里打不开。可以按现在的内容另外申请。",
        "An earlier press did arrive, or was withdrawn since; its content is not on this device any more and cannot be opened from here. You can apply anew with what is here now.";
    ANEW_VERSION: "作为新的一版提交", "Send as the next version";
    ANEW: "作为新申请提交", "Send as a new application";
}

// What becomes of personal information.
words! {
    PRIVACY_NOTE: "个人信息怎么用（请先看这里）", "What becomes of personal information (please read)";
    P_WHAT: "收集什么", "What is collected";
    P_WHAT_ANSWER: "联系人的姓名、电话和电子邮箱，法定代表人的姓名；您提供从业人员名册的，还有名册里的内容。其余是企业的信息。",
        "Name, telephone and e-mail of the contact, the legal representative's name and, if you give a roster, what is in it. All else is about the enterprise.";
    P_WHY: "用来做什么", "What for";
    P_WHY_ANSWER: "只用于办理这一次投保：核对资料、出具保险单、与您联系。不用于其他目的。",
        "Only to arrange this insurance: to check the papers, issue the policy and reach you. Nothing else.";
    P_WHO: "谁能看到", "Who sees it";
    P_WHO_ANSWER: "办理申请的主管部门和承保人，以及持有回执链接的人。个人信息不会写进网址的查询部分或平台日志。",
        "The department and the insurer that handle the application, and whoever holds the receipt's link. It is never put in an address's query or in the platform's logs.";
    P_HOW_LONG: "保存多久", "For how long";
    P_HOW_LONG_ANSWER: "提交前只保存在本机，30 天后不再使用，您可以随时清除；提交后本机上的内容即删除。提交后在平台的保存期限由主管部门规定，可以向其询问。",
        "Until you send it, only on this device: unused for 30 days it is not taken up again, and you can clear it at any time. Once sent it is deleted here. How long the platform keeps it, the department rules: you can ask.";
    P_WITHDRAW: "怎样撤回", "How to withdraw";
    P_WITHDRAW_ANSWER: "出具保险单之前，都可以在回执页面撤回申请，平台随即删除其中的个人信息。已转交承保人的，承保人收到的资料请联系承保人；出具保险单之后请联系承保人或主管部门。",
        "Until the policy is issued, withdraw the application on the receipt's page: the platform then deletes the personal information in it. If it was passed to an insurer, ask the insurer about what it received; once the policy is issued, ask the insurer or the department.";
    P_RIGHTS: "您的权利", "Your rights";
    P_RIGHTS_ANSWER: "依照《中华人民共和国个人信息保护法》，您可以撤回同意（第十五条），查阅、复制（第四十五条），更正、补充（第四十六条），在法定情形下请求删除（第四十七条）。",
        "Under the Personal Information Protection Law you may withdraw consent (article 15), see and copy (45), have it corrected (46) and, in the cases of the law, deleted (47).";
}

// The roster.
words! {
    ROSTER: "人员名单", "Who is insured";
    ROSTER_HELP: "选填，也可以以后补交。Excel（.xlsx）或 CSV 表格，要有姓名、证件号码、岗位三列，次序不限。没有居民身份证的人员，加一列“证件类型”。",
        "Optional; it can follow later. An Excel (.xlsx) or CSV file with columns for name (姓名), ID number (证件号码) and job (岗位), in any order. For people without a mainland identity card add a column 证件类型 (kind of document).";
    ROSTER_PRIVACY: "名单在您的设备上读取和核对，随申请一起提交，只交给主管部门和承保人；屏幕上的证件号码有遮盖。",
        "The roster is read and checked on your device and goes along with the application, to the department and the insurer only. Numbers are masked on the screen.";
    ROSTER_TEMPLATE: "下载模板（.xlsx）", "Download a template (.xlsx)";
    ROSTER_TEMPLATE_FILE: "人员名单模板.xlsx", "roster-template.xlsx";
    ROSTER_FILE: "选择名单文件，或拖到这里", "Choose the file, or drop it here";
    ROSTER_PASTE: "从表格里复制粘贴", "Paste from a spreadsheet instead";
    ROSTER_PASTE_HELP: "连同表头一起复制，粘贴到这里", "Copy the rows with their headings and paste them here";
    ROSTER_PASTE_READ: "读取粘贴的内容", "Read what was pasted";
    ROSTER_READING: "正在读取名单……", "Reading the roster …";
    ROSTER_ROWS: "已读 {n} 行", "{n} rows read";
    ROSTER_CANCEL: "取消", "Cancel";
    ROSTER_FAILED: "名单没有读成。请检查网络后再选一次；还不行，请换一个文件，或另存为 .csv 再选。如果本页嵌在别的网站里，请到平台的网页上添加。",
        "The roster could not be read. Check the network and choose it again; if that fails, try another file or save it as .csv. Inside another site's page, add it on the platform's own.";
    ROSTER_IN_ORDER: "{n} 人，没有问题。", "People in order: {n}.";
    ROSTER_PROBLEMS: "{n} 人没有问题，另有 {m} 行需要更正。", "People in order: {n}. Rows to correct: {m}.";
    ROSTER_AGAINST: "名单 {n} 人，申报 {m} 人。", "Roster {n}, declared {m}.";
    ROSTER_SHORTER: "名单比申报的人数少。名单可以以后补齐，不影响提交。", "The roster is shorter than the declared headcount. It can be completed later; nothing is held up.";
    ROSTER_LONGER: "名单比申报的人数多。请核对测算时填写的人数：没有申报的人可能得不到保障。", "The roster is longer than the declared headcount. Compare the estimate: people who are not declared may not be covered.";
    ROSTER_TAKEN: "将随申请提交 {n} 人。", "{n} people go along with the application.";
    ROSTER_CORRECT: "请在文件中更正下面列出的行，再选一次。", "Correct the rows below in the file and choose it again.";
    ROSTER_TAKE: "去掉有问题的行，只用这 {n} 人", "Leave out the wrong rows and take these {n}";
    ROSTER_STILL_READ: "名单还在读取，读完以后再提交。", "The roster is still being read: send the application after that.";
    ROSTER_UNREAD: "所选的名单没有读成，不会随申请提交：请另选文件，或不附名单。",
        "The roster that was chosen could not be read and would not be sent: choose another file, or go on without one.";
    ROSTER_UNDECIDED: "名单还不会随申请提交：有 {m} 行需要更正。请更正后重新选择文件，或只用没有问题的 {n} 人，或移除名单。",
        "The roster would not be sent yet (rows to be corrected: {m}). Correct them and choose the file again, take the people in order alone ({n}), or remove the roster.";
    ROSTER_NOBODY: "名单还不会随申请提交：{m} 行都需要更正。请更正后重新选择文件，或移除名单。",
        "The roster would not be sent yet (rows to be corrected: {m}, which is all of them). Correct them and choose the file again, or remove the roster.";
    ROSTER_WITHOUT: "不附名单", "Go on without a roster";
    ROSTER_PASSED_OVER: "第 {rows} 行像是填表说明，不是人员，已略过。", "Not of people, and passed over: row {rows}.";
    ROSTER_OTHERS: "这个文件里还有像名单的工作表没有读取：{sheets}。如果也要投保，请合并到一张表里再选。",
        "Other sheets of the file look like rosters and were not read: {sheets}. If these people are to be insured too, put all on one sheet and choose it again.";
    ROSTER_FILED: "已提交的名单：{name}，会随更正一起提交。要替换，请选择新的名单文件。",
        "The roster that was filed, {name}, goes along with the correction. To replace it, choose another file.";
    ROSTER_REPLACES: "将替换已提交的名单 {name}。", "It takes the place of {name}, which was filed.";
    ROSTER_FIRST: "前几位人员", "The first of them";
    ROSTER_NAME: "姓名", "Name";
    ROSTER_NUMBER: "证件号码", "ID number";
    ROSTER_JOB: "岗位", "Job";
    ROSTER_MISTAKES: "需要更正的地方", "To correct";
    ROSTER_ROW: "行", "Row";
    ROSTER_COLUMN: "列", "Column";
    ROSTER_WHY: "问题", "What is wrong";
    ROSTER_PAGE: "第 {from}–{to} 处，共 {of} 处", "{from}–{to} of {of}";
    ROSTER_BACK: "上一页", "Back";
    ROSTER_ON: "下一页", "Next";
    ROSTER_REMOVE: "移除名单", "Remove the roster";
}

// Evidence.
words! {
    EVIDENCE: "证明材料", "Evidence";
    EVIDENCE_HELP: "JPEG、PNG 或 PDF，每个不超过 {large}，最多 {most} 个。照片里的位置、设备等信息先在本机去除；点击“提交申请”后才上传。",
        "JPEG, PNG or PDF, at most {large} each, at most {most}. Place, device and the like are taken out of photos on this device first; nothing is sent before you press \"Send\".";
    E_STANDARDISATION: "安全生产标准化证书", "Standardisation certificate";
    E_LICENCE: "营业执照、安全生产许可证", "Business licence, work-safety licence";
    E_OTHER: "其他证明", "Other papers";
    E_PICK: "选择文件或拍照", "Choose files or take a photo";
    E_DROP: "也可拖放到这里", "or drop them here";
    E_ASKED: "保险费按您填写的标准化等级计算，请附上证书。不附也可以提交，但可能被退回补正。",
        "The premium counts on the grade that you gave: please attach its certificate. You can send without it, but the application may come back.";
    E_READING: "正在读取……", "Reading …";
    E_ATTACHED: "已附上“{name}”。", "Attached \"{name}\".";
    E_REDRAWN: "已附上“{name}”。照片较大或格式特殊，已转为较小的 JPEG，请看一下是否清楚。",
        "Attached \"{name}\", made into a smaller JPEG: please look whether it can be read.";
    E_REMOVE: "移除“{name}”", "Remove \"{name}\"";
    E_UPLOADING: "正在上传“{name}”，{percent}%", "Sending \"{name}\", {percent} %";
    E_TOO_LARGE: "“{name}”超过 {large}，没有附上。请压缩后再选。", "\"{name}\" is larger than {large} and was not attached. Make it smaller and choose it again.";
    E_WRONG_TYPE: "“{name}”不是 JPEG、PNG 或 PDF 文件，没有附上。", "\"{name}\" is no JPEG, PNG or PDF and was not attached.";
    E_BROKEN: "“{name}”打不开或不完整，没有附上。请换一个文件。", "\"{name}\" cannot be opened or is not whole, and was not attached. Choose another.";
    E_TWICE: "“{name}”已经附上了。", "\"{name}\" is attached already.";
    E_TOO_MANY: "最多 {most} 个附件，“{name}”没有附上。", "At most {most} attachments: \"{name}\" was not attached.";
    E_ALL_TOO_LARGE: "附件合计不能超过 {all}，“{name}”没有附上。", "All attachments together hold at most {all}: \"{name}\" was not attached.";
}

// What is told on every screen.
words! {
    UNDERSTOOD: "知道了", "Close";
    N_EXPIRED: "上次填写的内容已超过 30 天，为保护隐私已经删除。", "What you filled in last is more than 30 days old and was deleted, to protect your data.";
    N_BROKEN_LINK: "这个链接不完整，里面的测算读不出来。请向发给您的人再要一次，或在这里重新测算。",
        "This link is not whole, so its answers cannot be read. Ask for it again, or start here.";
    N_NO_SUCH_PAGE: "没有这个页面。您可以从这里开始测算。", "There is no such page. You can start here.";
    N_SENT_ELSEWHERE: "这份申请已在另一个标签页提交，受理编号 {receipt}。", "This application was sent in another tab: receipt {receipt}.";
    OPEN_RECEIPT: "查看办理情况", "See how it stands";
    ELSEWHERE: "另一个标签页里有改过的另一份。请选择一份，在此之前本页的修改不会保存，也不能提交。",
        "Another tab holds another version. Choose one: until then nothing here is kept or sent.";
    TAKE_THEIRS: "载入那一份", "Load that one";
    KEEP_THIS: "保留本页的", "Keep this one";
    N_RECEIVED: "等待发送的一份已受理，编号 {receipt}。", "One that waited was received: {receipt}.";
    O_RECEIVED: "申请已受理，编号 {receipt}。", "The application was received: {receipt}.";
    O_APPLICATION: "申请", "application";
    O_CORRECTION: "更正", "correction";
    O_UNDER_WAY: "1 份{what}正在发送…… {premium}", "1 {what} is being sent … {premium}";
    O_NO_NETWORK: "1 份{what}待发送：等待网络。{premium}", "1 {what} to be sent: waiting for the network. {premium}";
    O_UNHEARD: "1 份{what}待发送：平台没有回应本网站，在这里可能提交不了。请到平台页面提交，或先存为文件。{premium}",
        "1 {what} to be sent: the platform does not answer this site, which may not be able to send. Apply on the platform's page, or save it as a file. {premium}";
    O_PLATFORM: "到平台页面提交", "Apply on the platform's page";
    O_BUSY: "1 份{what}待发送：平台正忙。{premium}", "1 {what} to be sent: the platform is busy. {premium}";
    O_OTHER_TAB: "1 份{what}正在另一个标签页发送。{premium}", "1 {what} is being sent by another tab. {premium}";
    O_STOPPED: "1 份{what}没有提交成功，需要您处理。", "1 {what} was not accepted and needs you.";
    O_SEE_TO_IT: "去处理", "See to it";
    O_BY_ITSELF: "已试 {n} 次，会自动再试，只会受理一份。关掉本页就停下，下次打开时接着发送。",
        "Tried {n} times; it is tried again by itself, and there will be one application only. Closing the page stops it until you open it again.";
    O_STAY: "已试 {n} 次，会自动再试，只会受理一份。本机不保存内容：发送成功前请不要关闭本页，或先存为文件。",
        "Tried {n} times; it is tried again by itself. Nothing is kept on this device: leave the page open until it is sent, or save it as a file.";
    O_NOW: "立即发送", "Send now";
    O_CHANGE: "取回修改", "Take it back to change it";
    O_FILE: "存为文件", "Save as a file";
    O_DELETE: "不发送了", "Do not send it";
    O_NEXT: "填写下一份", "Begin the next one";
    Q_WAIT: "另有 {n} 份；待发送的会一份接一份自动发送。", "{n} more; those to be sent go out one after the other, by themselves.";
    Q_NO_NAME: "未填名称", "no name";
    Q_BEGUN: "尚未提交", "begun, not sent";
    Q_WAITS: "等待发送", "to be sent";
    Q_UNDER_WAY: "正在发送", "being sent";
    Q_STOPPED: "没有提交成功，需要您处理", "not accepted: needs you";
    Q_OPEN: "取出修改", "Take it out to change it";
    WRONG_DAY: "这台设备的日期是 {ours}，平台的日期是 {theirs}，已按平台的日期测算。请校正设备的日期。",
        "This device says it is {ours}, the platform {theirs}. The platform's day is used; please correct the device's.";
    NEWER: "新版本已就绪。更新会刷新本页，已填的内容会保留。", "A new version is ready. Updating reloads the page; what you typed stays.";
    NEWER_LOSES: "新版本已就绪。本机不保存内容，更新会清空已填的内容：请先提交或存为文件。",
        "A new version is ready. Nothing is kept on this device, so updating loses what you typed: send it or save it as a file first.";
    UPDATE: "更新", "Update";
    TARIFF_NAMED: "费率表：{title}，第 {edition} 版，{inceptions}。", "Tariff: {title}, edition {edition}, {inceptions}.";
    TARIFF_FROM: "适用于 {from} 起生效的保险", "for insurance that begins on {from} or later";
    TARIFF_UNTIL: "适用于 {from} 至 {to} 生效的保险", "for insurance that begins from {from} to {to}";
    TARIFFS_OF: "没有网络：这是 {day} 从平台取得的费率表，连网后打开本页即更新。", " No network: this tariff was fetched on {day}, and is brought up to date when the page is opened with one.";
    ALONE_OF: "单机版，费率表取自 {day}，此后的变化请以平台页面为准。", " The single file, with the tariff of {day}: what has changed since is on the platform's page.";
    ALONE_SAVE: "检查并存为文件", "Check and save as a file";
    ALONE_HELP: "单机版不联网，不能直接提交。请把存好的文件带到能上网的电脑，在平台页面的“投保申请”里打开，核对后提交；人员名单和附件也在那里添加。",
        "The single file has no network, so nothing is sent from here. Take what is saved to a computer that has one, open it under “Apply” on the platform's page, look it over and send it; roster and attachments are added there.";
    SINGLE: "下载单机版（一个文件，没有网络也能用）", "Download as a single file, which works without a network";
    Q_TABLE_STOPPED: "另有 {n} 份平台没有受理，请告诉工作人员。", "{n} more that the platform did not take: please tell the staff.";
    FORGET_LOSES: "本机上有 {receipts} 个受理回执的链接、{waiting} 份待发送的申请，清除后无法找回。请先保存回执链接，等申请发送完毕。",
        "This device holds {receipts} links to receipts and {waiting} applications that wait to be sent. Once cleared they cannot be found again: keep the links and let the applications go out first.";
    FORGET_YES: "仍然清除", "Clear it all the same";
    FORGET_NOT: "不清除", "Keep it";
    KIOSK: "现场填报：离开前请按“清空，下一位”。两分钟无人操作，本页自动清空。", "At the table: press “Clear, next please” before you leave. Untouched for two minutes, the page clears itself.";
    KIOSK_LEAVING: "还在吗？30 秒后清空本页。已提交的申请不受影响。", "Still there? The page is cleared in 30 seconds. What was sent is not affected.";
    KIOSK_STAY: "继续填写", "Go on";
    KIOSK_NEXT: "清空，下一位", "Clear, next please";
    KIOSK_WHOLE: "全屏", "Full screen";
    TARIFFS_EXPIRED: "费率表已过期：本页的费率表只适用于 {to} 及以前生效的保险，现在的保险算不出保险费。请连网后重新打开本页，取得新的费率表。",
        "The tariff has expired: it is for insurance that begins on {to} or earlier, and none is here for insurance that begins now. Open the page with a network to fetch a new one.";
    SHARED_COMPUTER: "公用电脑：不在本机保存任何内容", "Shared computer: keep nothing here";
    NOT_SHARED: "这不是公用电脑：恢复保存", "Not a shared computer: keep what I type";
    STORAGE_SHARED: "公用电脑模式：本机不保存任何内容，关闭或刷新页面后即消失。", "Shared computer: nothing is kept, and all is gone when the page is closed or reloaded.";
    MINE: "本机提交过的申请", "Applications sent from this device";
    MINE_NONE: "这台设备上没有受理回执。请使用受理时给出的链接。", "No receipts on this device. Use the link that you were given.";
    MINE_HELP: "只保存在这台设备上，400 天后删除。链接等同于钥匙。", "Kept on this device only, for 400 days. A link works like a key.";
    FORGET: "从本机删除", "Forget";
}

// The receipt.
words! {
    RECEIVED: "申请已受理", "Application received";
    RECEIPT_NUMBER: "受理编号", "Receipt number";
    RECEIVED_AT: "受理时间", "Received at";
    KEEP_LINK: "请保存这个链接，凭它查看办理情况；链接等同于钥匙，请勿公开。", "Keep this link: it shows how the application stands. It works like a key, so do not publish it.";
    SIGNED: "签名回执", "Signed receipt";
    SIGNED_HELP: "这段文字经平台签名，检查人员无需联网即可核验受理编号、日期和保险费；不含个人信息。",
        "The platform signed this text: an inspector can check number, day and premium without a network. It names nobody.";
    COPY_LINK: "复制链接", "Copy the link";
    COPIED: "已复制", "Copied";
    NEXT: "接下来", "What comes next";
    NEXT_PASSED: "承保人将与联系人核对资料、出具保险单。保险费以保险单为准。", "The insurer checks the papers with your contact and issues the policy, which decides the premium.";
    STATE: "办理情况", "Status";
    STATE_RECEIVED: "已受理", "Received";
    STATE_CHECKED: "审核通过", "Checked and in order";
    STATE_PASSED: "已转承保人", "Passed to the insurer";
    STATE_ISSUED: "已出具保险单", "Policy issued";
    STATE_RETURNED: "退回补正", "Returned for correction";
    STATE_WITHDRAWN: "已撤回", "Withdrawn";
    NEXT_RECEIVED: "主管部门将审核您的申请，然后转交承保人。", "The department checks the application, then passes it to an insurer.";
    NEXT_CHECKED: "主管部门将把申请转交承保人。", "The department passes the application to an insurer.";
    NEXT_RETURNED: "请按上面的原因更正后重新提交。", "Correct what is named above and send the application again.";
    NEXT_ISSUED: "办理完毕。保险费和保险责任以保险单为准；退保、变更请联系承保人。",
        "This is complete. The policy decides premium and cover. To change or end it, ask the insurer.";
    NEXT_WITHDRAWN: "无需再办。如仍需投保，请重新申请。", "Nothing remains to be done. To insure after all, apply anew.";
    VERSION: "版本", "Version";
    VERSION_N: "第 {n} 版", "{n}";
    REPLACES: "替换此前的申请", "Replaces";
    ADDS_TO: "在此前的申请之外增加", "Adds to";
    REPLACED_BY: "已有申请替换本申请", "Replaced by";
    ADDED_TO_BY: "另有补充本申请的申请", "Added to by";
    RELATED: "{receipt}（{at} 收到，{state}）", "{receipt} (received {at}, {state})";
    AFTERWARDS: "更正或撤回", "Correct or withdraw";
    CORRECT: "更正", "Correct it";
    CORRECT_LATER: "有一份申请正在发送，请稍后再更正这一份。", "Another application is being sent: correct this one in a moment.";
    NOT_CORRECTABLE: "现在不能自行更正；如有错误，请联系办理部门或承保人。", "It cannot be corrected here now: if something is wrong, ask the department or the insurer.";
    WITHDRAW: "撤回这份申请", "Withdraw this application";
    WITHDRAW_DELETES: "撤回后，平台删除申请中的个人信息和上传的材料，申请不再办理。不能恢复。",
        "The platform deletes the personal information and the papers in the application, which goes no further. This cannot be undone.";
    WITHDRAW_KEEPS: "保留受理编号、各步骤的时间和“已撤回”的状态，凭这个链接仍可查看。",
        "What remains is the receipt number, when each step was, and that it was withdrawn: this link still shows that.";
    WITHDRAW_CONFIRM: "确认撤回", "Withdraw it";
    WITHDRAW_NOT: "不撤回", "Keep it";
    NOT_WITHDRAWABLE: "保险单已出具或申请已办结，不能在这里撤回；请联系承保人。", "The policy was issued or the application is closed: it cannot be withdrawn here, ask the insurer.";
    T_NO_ANSWER_WITHDRAWING: "没有收到平台的答复。请再点一次“确认撤回”，重复点击没有影响。",
        "No answer came. Press \"Withdraw it\" again: doing it twice changes nothing.";
    NOT_FOUND: "没有找到这份申请，或链接不完整。请使用受理时给出的完整链接。", "No such application, or the link is not whole. Use the whole link that you were given.";
    T_BUSY_READING: "暂时查不到，请检查网络后重试。", "It cannot be looked up now. Check the network and try again.";
    NEW_ESTIMATE: "再测算一次", "Estimate again";
    FETCHING: "正在查询……", "Looking …";
}

// Files and paper.
words! {
    FILES: "保存与打印", "Files and paper";
    FILES_HELP: "文件里有填写的全部内容，可以直接查看、打印，以后再打开继续填写；不含附件本身，不发送任何数据。Excel 表格另有保险费的每一步和遮盖了证件号码的名单，供核对，不能再打开。",
        "A file holds all that you typed: read it, print it, open it here again. Attachments are named in it, not contained. Nothing is sent. The spreadsheet also has every step of the premium and the roster, its numbers masked; it is for checking and is not opened again.";
    SAVE_FILE: "保存为文件", "Save as a file";
    SAVE_JSON: "保存为 JSON", "Save as JSON";
    SAVE_TABLE: "保存为 Excel 表格", "Save as a spreadsheet";
    TABLE_UNDER_WAY: "正在生成表格……", "Writing the spreadsheet …";
    TABLE_DONE: "表格已下载。", "The spreadsheet is downloaded.";
    TABLE_FAILED: "表格没有生成。请检查网络后再试一次；如果本页嵌在别的网站里，请到平台的网页上生成。", "The spreadsheet could not be written. Check the network and try again; inside another site's page, use the platform's own.";
    OPEN_FILE: "打开文件", "Open a file";
    FILE_STRANGE: "这不是本页保存的文件。", "This file was not saved here.";
    FILE_DAMAGED: "文件不完整或被改动过，打不开。请用原来的文件。", "The file is cut off or altered and cannot be opened. Use the original.";
    FILE_NEWER: "文件由更新的版本保存。请刷新页面后再打开。", "A newer version saved this file. Reload the page and try again.";
    FILE_DRAFT: "“{name}”的投保单草稿，保存于 {day}。", "A draft of \"{name}\", saved on {day}.";
    FILE_FILED: "“{name}”已受理的投保申请，受理编号 {receipt}。", "An application of \"{name}\" that was received: {receipt}.";
    OPENING_REPLACES: "打开后会替换现在填写的内容，可以撤销。", "It replaces what is typed now; you can take that back.";
    OPENING_WAITS: "打开后，现在填写的内容留在页面上方等着，随时可以取出接着填；也可以马上撤销。",
        "What is typed now then waits at the top of the page, to be gone on with at any time; you can also take this back at once.";
    OPEN_AND_REPLACE: "打开", "Open";
    CANCEL: "取消", "Cancel";
    RENEW: "续保", "Renew for another year";
    FILE_OPENED: "已打开文件", "File opened";
    RENEWED: "已按上一期填好续保申请", "Filled in for another year";
    FILE_READ: "知道了", "Understood";
    CHANGED: "有变化，请核对：", "Changed, please compare:";
    NO_LONGER_FITS: "现在没有地方填写的内容（原样列出）：", "What has no place any more, as it was:";
    ATTACH_AGAIN: "附件不在文件里，请重新添加：", "Attachments are not in the file; add them again:";
    TO_BE_CHECKED: "{answer}（请核对）", "{answer} (please check)";
    STRANGE_ELSEWHERE: "其他", "other";
    FIRST_TIME_YET_NAMED: "测算时回答的是“没有，首次投保”，与上一保险单不一致，保险费可能因此不准。",
        "The estimate says that this is the first time, which does not go with a previous policy: the premium may be wrong.";
    TO_THAT_QUESTION: "去更正这个回答", "Go to that question";
    TO_BE_FILLED_IN: "请填写", "to be filled in";
    TO_BE_MADE_ANEW: "请重新确认", "to be made anew";
    PRINT_FORM: "打印投保单", "Print the form";
    PRINT_FORM_HELP: "按填写内容生成，中文 A4，可签字盖章；未提交的标有“草稿”。", "The form in Chinese on A4, to be signed and sealed; marked as a draft until it is sent.";
    BACK_TO_FORM: "返回填写", "Back to the form";
    FORM_PDF: "下载投保单（PDF）", "Download the form (PDF)";
    FORM_FETCHING: "正在生成投保单……", "Making the form …";
    FORM_DONE: "投保单已下载，请打印后签字、盖章。", "The form is downloaded: print, sign and seal it.";
    FORM_FAILED: "投保单没有取到，请检查网络后重试。", "The form did not arrive. Check the network and try again.";
    SCAN_TO_VERIFY: "扫码核对保险费", "Scan to verify the premium";
    VERIFY_BY_LINK: "核对保险费：", "Verify the premium:";
    SCAN_TO_FOLLOW: "扫码查看办理情况（等同于钥匙，请勿公开）", "Scan to see how it stands (works like a key: do not publish it)";
    FOLLOW_BY_LINK: "查看办理情况：", "How it stands:";
}

// Paper that proves itself.
words! {
    VERIFY: "核验", "Verify";
    CODE_DAMAGED: "这个核验码不完整或有误，请重新扫描。", "This code is cut off or mistyped. Scan it again.";
    AGREES: "一致：保险费计算无误", "Agrees: the premium is right";
    AGREES_HELP: "已在您的设备上用同一版费率表重新计算，每一步都一致。没有发送任何数据。请再核对下面的填写情况与纸面是否相同。",
        "Rated again on your device with the same tariff: every step is the same. Nothing was sent. Compare the answers below with the paper, too.";
    DIFFERS_AT: "不一致", "Does not agree";
    DIFFERS_AT_HELP: "纸面上的数字不是这版费率表算出来的，请勿采信，并向出具人核实。", "The figures on paper are not what this tariff gives. Do not rely on them; ask who issued them.";
    OTHER_TARIFF: "用另一版费率表计算", "Made with another tariff";
    OTHER_TARIFF_HELP: "本页没有那一版费率表，不能判断纸面是否正确；可以按现行费率表重新测算。",
        "That tariff is not here, so the paper cannot be judged. It can be rated with the present one.";
    WITH_PRESENT_TARIFF: "按现行费率表", "With the present tariff";
    PREMIUM_ON_PAPER: "纸面保险费", "Premium on paper";
    DIGEST: "费率表摘要", "Digest of the tariff";
    RATED_ON: "测算日期", "Rated on";
    STEP: "不一致的步骤", "Step that differs";
    NUMBER_OF_STEPS: "步骤数", "Number of steps";
    PAPER_SAYS: "纸面", "The paper says";
    TARIFF_GIVES: "费率表算出", "The tariff gives";
    HOLD_AGAINST_PAPER: "请与纸面逐项核对；未列出的项目为默认值。", "Compare each with the paper; what is not listed is at its default.";
    OPEN_IN_CALCULATOR: "在测算页打开", "Open in the calculator";
    CHECKING: "正在核验签名……", "Checking the signature …";
    NO_KEYS: "没有取到平台公布的公钥，请检查网络后重试。", "The platform's keys did not arrive. Check the network and try again.";
    CANNOT_TELL: "这个浏览器不能核验签名。请换用较新的浏览器，或用下面的命令核验（公钥见平台 /.well-known/anze-receipt-keys.json）：",
        "This browser cannot check signatures. Use a newer one, or this command with the keys from /.well-known/anze-receipt-keys.json:";
    NOT_GENUINE: "不能采信", "Not genuine";
    ALTERED: "签名不符：内容被改动过，或不是平台签发的。", "The signature does not fit: it was altered, or the platform did not sign it.";
    UNKNOWN_KEY: "签发所用的密钥不在平台公布之列。", "It was signed with a key that the platform does not publish.";
    GENUINE: "真实：由平台签发", "Genuine: the platform signed it";
    GENUINE_HELP: "以上是受理时的情况。目前办理到哪一步，只有平台知道。", "This is what was received. How it stands today only the platform knows.";
    RECEIVED_ON: "受理日期", "Received on";
    SECTOR: "行业领域", "Sector";
    WHOSE: "是这家企业的吗？请输入统一社会信用代码核对（只在本机比对）", "Is it theirs? Type the unified social credit code (compared on this device only)";
    NO_USCC: "这不是有效的统一社会信用代码，请逐位核对。", "No valid code: compare it character by character.";
    IS_THEIRS: "是这家企业的申请", "It is this enterprise's";
    IS_ANOTHERS: "不是这家企业的申请", "It is another enterprise's";
}

// The plain pages.
words! {
    PLAIN_TITLE: "简易版", "Plain version";
    PLAIN_NOTICE: "简易版由平台计算，与完整版的保险费完全相同，不需要 JavaScript，不使用 Cookie。提交申请之前，平台不保存您填写的内容；关闭页面后需要重新填写。",
        "The plain version is rated on the platform, to the same fen as the full one. It needs no JavaScript and sets no cookies. Until you send the application the platform keeps nothing of it: closing the page loses what you typed.";
    FULL_VERSION: "完整版", "Full version";
    ON: "继续", "Continue";
    RATE: "测算保险费", "Work out the premium";
    FIND: "查找", "Find";
    LOOK_THROUGH: "检查填写内容", "Check what I typed";
    PLAIN_FILES: "简易版不接收名单和证明材料。不附也可以提交；受理以后，可以在较新的浏览器里打开回执链接，用“更正”补交。",
        "The plain version takes no roster and no files. You can send without them: once the application is received, open its link in a newer browser and add them with \"Correct it\".";
    PLAIN_BUSY: "平台暂时无法处理，申请还没有受理。填写的内容都在，请过一会儿再点“提交申请”；重复点击只会受理一份。",
        "The platform cannot take it now: nothing was received yet. Nothing is lost. Send it again in a while; pressing twice makes one application only.";
    PLAIN_FOREIGN: "这次提交来自别的网站，没有处理。请在这里重新填写。", "This was sent from another site and was not handled. Please start here.";
    PLAIN_TOO_SLOW: "网络太慢，填写的内容没有传完。请返回上一页再试。", "The network is too slow: what you typed did not arrive whole. Go back and try again.";
    PLAIN_UNREADABLE: "提交的内容无法识别，没有处理。请返回上一页再试；还不行，请重新填写。",
        "What was sent cannot be read and was not handled. Go back and try again; if that fails, start anew.";
    PLAIN_TOO_OFTEN: "请求过于频繁。请稍等几秒，再刷新本页；填写的内容不会丢失。", "Too many requests. Wait some seconds and reload this page: nothing is lost.";
    APPLY_HELP_PLAIN: "带 * 的必填。", "Fields with * are required.";
    PLAIN_THEN_CHECK: "勾选后点“检查填写内容”，再填写被保险人。", "Tick it and press \"Check what I typed\": its fields then appear.";
    PLAIN_COMMISSION: "选择仲裁的，点“检查填写内容”后填写仲裁委员会。", "For arbitration press \"Check what I typed\": the field for the commission then appears.";
    PLAIN_CORRECT: "要更正或补交材料，请在较新的浏览器里打开回执链接，点“更正”；也可以联系办理部门。",
        "To correct it or add papers, open the receipt's link in a newer browser and press \"Correct it\", or ask the department.";
    PLAIN_RISK_WRONG: "测算时填写的情况需要更正，请返回测算。", "Something in the estimate needs correcting: please go back to it.";
    FOLLOW: "查询办理情况", "See how an application stands";
    FOLLOW_HELP: "请填写受理时给出的编号和密码；也可以把完整的回执链接粘贴到“受理编号”一栏。",
        "Give the number and the secret that you got with the receipt, or paste the whole link into the first field.";
    SECRET: "回执密码", "Secret of the receipt";
    SECRET_HELP: "回执链接中 # 后面的 32 个字符", "The 32 characters after # in the receipt's link";
    LINK: "回执链接", "Link of the receipt";
    LOOK_UP: "查询", "Look it up";
}

// Posters and cards.
words! {
    POSTER_PRODUCT: "济南市安全生产责任保险（安责险）", "Work-safety liability insurance, Jinan";
    POSTER_COMPULSORY: "必须投保安责险", "You must be insured";
    POSTER_PRICES: "保险费举例", "What it costs, for example";
    POSTER_ASSUMED: "{day} 测算，整个保险期间的保险费。假定：{assumed}。", "Rated on {day}, for the whole period. Assumed: {assumed}.";
    POSTER_COVERS: "保什么", "What is covered";
    POSTER_SCAN: "扫一扫，算出您的保险费", "Scan for your premium";
    POSTER_SCAN_HELP: "不到一分钟。测算在您的手机上完成，不发送填写的内容。",
        "Under a minute. It is worked out on your phone; nothing you type is sent.";
    CARD_SCAN: "扫码测算保险费\n在线申请投保", "Scan to estimate the premium and apply";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_in() {
        assert_eq!(Lang::En.fill(SCENARIO, &[("n", "2")]), "Scenario 2");
        assert_eq!(Lang::Zh.fill(WHOLE_PERIOD, &[("from", "a"), ("to", "b"), ("days", "3")]), "a 至 b，3 天");
    }
}
