package io.backstop.sdk;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Frame;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import io.backstop.sdk.LoopbackServer.Answer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One test's world: a merchant's shop on {@code localhost}, a Backstop host on {@code 127.0.0.1},
 * and a browser tab at the shop. The shop's page keeps a log of every callback and of the promise.
 */
final class Stage implements AutoCloseable {
  /**
   * The log's language: {@code callback:outcome:session}, {@code resolved:…}, {@code
   * rejected:type}.
   */
  private static final String SHOP_SCRIPT =
      """
      window.log = [];
      window.received = 0;
      addEventListener('message', () => received++);
      addEventListener('unhandledrejection', (event) => log.push('unhandled:' + event.reason.type));
      const line = (name, value) =>
        log.push([name, value.outcome || value.type, ...(value.session ? [value.session] : [])].join(':'));
      const callbacks = {};
      for (const name of ['onSaved', 'onCancelled', 'onUpdated', 'onClose', 'onCurrent', 'onError']) {
        callbacks[name] = (value) => line(name, value);
      }
      const bundle = {workspace: 'acme', customer: 'cus_demo_ada', subscription: 'sub_demo_ada',
        timestamp: 1795435200, signature: 'a'.repeat(64)};
      const follow = (promise) => {
        promise.then((result) => line('resolved', result), (error) => line('rejected', error));
      };
      const start = (opener, options) => follow(Backstop[opener]({...bundle, ...callbacks, ...options}));
      const startBare = (opener, options) => follow(Backstop[opener]({...bundle, ...options}));
      """;

  final BackstopHost host = new BackstopHost();
  private final LoopbackServer shop = new LoopbackServer("localhost", this::shopAnswer);
  private final BrowserContext usual;
  private BrowserContext own;
  private final Map<String, String> shopHeaders = new TreeMap<>();
  private final List<String> pageErrors = new CopyOnWriteArrayList<>();
  private volatile String head;
  private volatile String body =
      "<main><h1>Acme</h1><button id=\"open\">Cancel plan</button> <a href=\"#a\">Help</a></main>";
  private Page page;

  /**
   * @param usual shared by all tests, each of which has its own tab and, by its ports, its own
   *     origins: a context of one's own costs a second of a processor's time
   */
  Stage(BrowserContext usual) {
    this.usual = usual;
    shopHeaders.put("Content-Type", "text/html; charset=utf-8");
    head = scriptTag();
  }

  String scriptTag() {
    return "<script src=\"" + host.origin() + "/embed.js\" crossorigin></script>";
  }

  /** What stands in the shop page's head in place of the plain script element. */
  Stage head(String html) {
    head = html;
    return this;
  }

  Stage body(String html) {
    body = html;
    return this;
  }

  Stage shopSends(String header, String value) {
    shopHeaders.put(header, value);
    return this;
  }

  /** A context of this test's own, to be changed before the tab is opened in it. */
  BrowserContext context() {
    if (own == null) {
      if (page != null) {
        throw new IllegalStateException("the tab is open already, in the context of all tests");
      }
      own = Chromium.context(usual.browser());
    }
    return own;
  }

  String shopOrigin() {
    return shop.origin();
  }

  int shopLoads() {
    return shop.requests("GET", "/shop").size();
  }

  /** The tab, at the shop's page. */
  Page page() {
    if (page == null) {
      page = (own == null ? usual : own).newPage();
      page.onPageError(pageErrors::add);
      page.navigate(shop.origin() + "/shop");
    }
    return page;
  }

  /** Opens with every callback logged. */
  Stage start(String opener) {
    return start(opener, "{}");
  }

  Stage start(String opener, String options) {
    page().evaluate("start('%s', %s)".formatted(opener, options));
    return this;
  }

  /** Opens and waits until the hosted page is there and shown. */
  Frame openReady(String opener) {
    return openReady(opener, "{}");
  }

  Frame openReady(String opener, String options) {
    start(opener, options);
    return shown();
  }

  /** Waits until the hosted page is there and shown. */
  Frame shown() {
    frameElement().waitFor();
    loading().waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
    return frame();
  }

  /** Opens, and waits for the loading state, in which it stays: the page never comes to its end. */
  void openLoading(String opener, String options) {
    host.hostedPageRuns("");
    host.hostedPageNeverLoads();
    start(opener, options);
    loading().waitFor();
  }

  /** The hosted page in the overlay, once it is attached and can be talked to. */
  Frame frame() {
    frameElement().waitFor();
    Frame frame = frameElement().elementHandle().contentFrame();
    frame.waitForFunction("typeof say === 'function'");
    return frame;
  }

  Locator dialog() {
    return page().locator("dialog[open]");
  }

  /** The height that the page has asked for, as the overlay has set it; empty before it has. */
  String height() {
    return (String) dialog().evaluate("dialog => dialog.style.height");
  }

  Locator frameElement() {
    return page().locator("dialog[open] iframe");
  }

  Locator loading() {
    return page().locator("dialog[open] [role=status]");
  }

  /** Waits for so many lines of the log, and gives all of it. */
  List<String> log(int lines) {
    page().waitForFunction("lines => log.length >= lines", lines);
    return log();
  }

  @SuppressWarnings("unchecked")
  List<String> log() {
    return (List<String>) page().evaluate("log");
  }

  /** Waits until the shop's page has been handed so many messages, ours or not. */
  Stage received(int messages) {
    page().waitForFunction("messages => received >= messages", messages);
    return this;
  }

  /** What reached the shop's page as an uncaught error. */
  List<String> pageErrors() {
    return pageErrors;
  }

  @Override
  public void close() {
    if (own != null) {
      own.close();
    }
    List.copyOf(usual.pages()).forEach(Page::close);
    usual.clearCookies();
    shop.close();
    host.close();
  }

  private Answer shopAnswer(LoopbackServer.Request request) {
    if (!request.path().matches("/(shop|log[.]js).*")) {
      return new Answer(
          200,
          Map.of("Content-Type", "text/html"),
          "<!doctype html>elsewhere".getBytes(StandardCharsets.UTF_8));
    }
    if (request.path().equals("/log.js")) {
      return new Answer(
          200,
          Map.of("Content-Type", "text/javascript"),
          SHOP_SCRIPT.getBytes(StandardCharsets.UTF_8));
    }
    String html =
        "<!doctype html><html lang=\"en\"><head><title>Acme</title><script nonce=\"n\" src=\"/log.js\"></script>%s</head><body>%s</body></html>"
            .formatted(head, body);
    return new Answer(200, shopHeaders, html.getBytes(StandardCharsets.UTF_8));
  }
}
