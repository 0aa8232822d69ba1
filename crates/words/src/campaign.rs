//! Words of campaigns: what visitors are told of them, and what stands on the picture of what came of one.

use crate::Words;

words! {
    CAMPAIGN: "活动：{name}", "Campaign: {name}";
    CAMPAIGN_OVER: "活动“{name}”不在进行期，测算和投保照常。", "The campaign “{name}” is not on now. Estimating and applying work as ever.";
    WHAT_IS_COUNTED: "您由活动链接进入：平台只把该活动的打开、测算、申请次数各加一，不记录您是谁、填了什么，不用 Cookie。",
        "You came by a campaign's link: the platform adds one to how often it was opened, led to an estimate or to an application. It keeps \
         nothing of who you are or what you type, and uses no cookies.";
    ON_YOUR_DEVICE: "测算仍全部在您的设备上完成。", "Estimating still happens on your device.";
    ALL_CAMPAIGNS: "全部活动", "All campaigns";
    FUNNEL: "{name}：从打开链接到投保申请", "{name}: from the link to the application";
    FUNNEL_DAYS: "{from} 至 {until}，截至 {day}", "{from} to {until}, as of {day}";
    FUNNEL_AS_OF: "截至 {day}", "as of {day}";
    VISITS: "打开链接", "Links opened";
    ESTIMATES: "得出保费", "Premiums seen";
    APPLICATIONS: "提交申请", "Applications";
    OF_VISITS: "占打开的 {share}", "{share} of links opened";
    NOTHING_COUNTED: "还没有计数。", "Nothing has been counted yet.";
    FUNNEL_NOTE: "区县为发放链接的区县，不是访客所在地。数字为次数，不是人数；不含任何个人信息。",
        "Districts are where links were given out, not where anybody is. The figures are how often, not how many people; no personal data is in them.";
    WHOLE_CITY: "全市", "The whole city";
}
