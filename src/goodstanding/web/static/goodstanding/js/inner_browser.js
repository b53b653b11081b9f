// The browsers inside chat applications: some of them have no passkeys, and the page then says to open it in the browser.

const CHATS = /MicroMessenger|wxwork|DingTalk|Lark|Feishu/i;

// Whether a page that needs a passkey has to be opened elsewhere. `agent` is what the browser says it is.
export function lacksPasskeys(agent, hasPasskeys) {
  return CHATS.test(agent) && !hasPasskeys;
}

const hint = document.querySelector("[data-inner-browser]");
if (hint) hint.hidden = !lacksPasskeys(navigator.userAgent, "PublicKeyCredential" in window);
