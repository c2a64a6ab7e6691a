package io.backstop.bench;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import io.backstop.bench.Table.Goal;
import io.backstop.chromium.InstalledChromium;
import io.backstop.demo.shop.AcmeShop;
import io.backstop.demo.shop.ShopOptions;
import io.backstop.demo.shop.ShopOptions.StripeAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The hosted page in a real browser: what it weighs, and how much longer than the bare page the
 * modal takes. Every visit is a new visitor's, whose browser has nothing in its cache.
 */
final class Pages {

  private static final int VISITS = 15;
  private static final int WARM = 3;
  private static final double PATIENCE_MILLIS = 30_000;

  /** Notes when the button was pressed and when the frame said that it can be used. */
  private static final String STOPWATCH =
      """
      if (window === top) {
        addEventListener('click', (e) => { window.benchPressed = e.timeStamp; }, true);
        addEventListener('message', (e) => {
          if (e.data && e.data.type === 'backstop:ready') window.benchReady ??= performance.now();
        });
      }
      """;

  private final Rig rig;

  Pages(Rig rig) {
    this.rig = rig;
  }

  void compare(Table table) throws Exception {
    rig.stripeHas(Map.of("cus_demo_ada", "sub_demo_ada"));
    ShopOptions options =
        new ShopOptions(
            0,
            rig.node(),
            Rig.WORKSPACE,
            Rig.SECRET,
            Optional.of(new StripeAccess(rig.stripe(), Rig.STRIPE_KEY)),
            new RisingClock(Instant.now()));
    try (AcmeShop shop = AcmeShop.start(options);
        Playwright playwright = InstalledChromium.driver();
        Browser chromium = InstalledChromium.browser(playwright)) {
      String account = shop.uri() + "/?as=ada";
      List<URI> requests = new ArrayList<>();
      double[] modal = new double[VISITS];
      double[] direct = new double[VISITS];
      for (int i = -WARM; i < VISITS; i++) {
        double pressed = modal(chromium, account);
        double navigated = direct(chromium, account, requests);
        if (i >= 0) {
          modal[i] = pressed;
          direct[i] = navigated;
        }
      }
      weigh(table, requests);
      double ratio = Rates.median(modal) / Rates.median(direct);
      table.figure(
          "click to usable modal / direct navigation to the page",
          ratio,
          Goal.atMost(1.25),
          String.format(
              Locale.ROOT,
              "medians of %d: %.0f ms over %.0f ms",
              VISITS,
              Rates.median(modal),
              Rates.median(direct)));
    }
  }

  /** From the press of the shop's button until the frame says that it can be used, milliseconds. */
  private static double modal(Browser chromium, String account) {
    try (BrowserContext visitor = visitor(chromium)) {
      Page page = visitor.newPage();
      page.navigate(account);
      page.waitForFunction("() => window.Backstop && !window.Backstop.q");
      page.click("[data-shop-action=cancel]");
      page.waitForFunction("() => window.benchReady !== undefined");
      page.frameLocator("iframe").locator("main[data-backstop-step=survey]").waitFor();
      return number(page.evaluate("() => window.benchReady - window.benchPressed"));
    }
  }

  /**
   * From the start of the navigation, away from the shop, until the page's script has run, which is
   * when it would say that it can be used. Milliseconds; {@code requests} is told what it fetched.
   */
  private double direct(Browser chromium, String account, List<URI> requests) throws Exception {
    String link = link(account);
    try (BrowserContext visitor = visitor(chromium)) {
      Page page = visitor.newPage();
      page.navigate(account);
      requests.clear();
      page.onRequest(
          request -> {
            // The shop's own, its icon, may still be on the way.
            if (request.url().startsWith(rig.node().toString())) {
              requests.add(URI.create(request.url()));
            }
          });
      page.navigate(link);
      page.locator("main[data-backstop-step=survey]").waitFor();
      return number(
          page.evaluate(
              "() => performance.getEntriesByType('navigation')[0].domContentLoadedEventStart"));
    }
  }

  private static BrowserContext visitor(Browser chromium) {
    BrowserContext visitor =
        chromium.newContext(new Browser.NewContextOptions().setLocale("en-US"));
    visitor.setDefaultTimeout(PATIENCE_MILLIS);
    visitor.addInitScript(STOPWATCH);
    return visitor;
  }

  private static double number(Object value) {
    return ((Number) value).doubleValue();
  }

  /** The link that the shop's form would be redirected to, minted beforehand. */
  private String link(String account) throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    String bundle =
        client
            .send(
                HttpRequest.newBuilder(URI.create(account.replace("/?", "/sign?"))).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    String answer =
        client
            .send(
                HttpRequest.newBuilder(rig.node().resolve("/api/embed/cancel"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(bundle))
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    int from = answer.indexOf("http");
    if (from < 0) {
      throw new IOException("No link: " + answer);
    }
    return answer.substring(from, answer.indexOf('"', from));
  }

  /** The bytes of all answers' bodies as they come over the wire, compressed. */
  private static void weigh(Table table, List<URI> requests)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    long all = 0;
    List<String> parts = new ArrayList<>();
    for (URI request : requests) {
      HttpResponse<byte[]> answer =
          client.send(
              HttpRequest.newBuilder(request).header("Accept-Encoding", "gzip").build(),
              HttpResponse.BodyHandlers.ofByteArray());
      if (answer.statusCode() != 200) {
        throw new IOException(request.getPath() + " answered " + answer.statusCode());
      }
      all += answer.body().length;
      boolean packed = answer.headers().firstValue("Content-Encoding").isPresent();
      parts.add(answer.body().length + (packed ? " gzip " : " plain ") + kind(request));
    }
    table.figure(
        "hosted page: KiB over the wire, page, style and script",
        all / 1024.0,
        Goal.atMost(14),
        String.join(", ", parts));
    table.figure("hosted page: requests", requests.size(), Goal.atMost(3), "of a cold browser");
  }

  private static String kind(URI request) {
    String path = request.getPath();
    return path.matches(".*\\.(css|js)") ? path.substring(path.lastIndexOf('.') + 1) : "page";
  }
}
