package io.backstop.demo.shop;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.backstop.demo.shop.ReturnedOutcome.Forged;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The shop's backend. Its one page is the account of whoever is signed in; {@code ?as=} signs in.
 *
 * <p>{@code GET /sign?as=ada} hands the browser a signed bundle, {@code POST /open?as=ada} sends it
 * to Backstop without script, {@code GET /back} is where Backstop returns it. {@code GET
 * /frame?as=ada} is the page of a merchant who uses a frame of his own instead of Backstop's
 * script.
 */
public final class AcmeShop implements AutoCloseable {
  private static final int THREADS = 8;

  private final ShopOptions options;
  private final EmbedSignature signature;
  private final SubscriptionReader subscriptions;
  private final HostedRedirect redirect;
  private final ShopPage page;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  private AcmeShop(ShopOptions options) throws IOException {
    this.options = options;
    signature = new EmbedSignature(options.embedSecret());
    subscriptions = new SubscriptionReader(options.stripe());
    redirect = new HostedRedirect(options.backstop());
    page = new ShopPage(options.backstop(), options.workspace());
    server =
        HttpServer.create(
            new InetSocketAddress(
                InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), options.port()),
            0);
    server.setExecutor(threads);
  }

  /** Opens the shop; it answers when this returns. */
  public static AcmeShop start(ShopOptions options) throws IOException {
    AcmeShop shop = new AcmeShop(options);
    ShopRoutes routes = new ShopRoutes(shop.page.contentSecurityPolicy());
    routes.get("/", shop::account);
    routes.get("/sign", shop::sign);
    routes.post("/open", shop::open);
    routes.get("/back", shop::back);
    routes.resource("/shop.css", "text/css; charset=utf-8");
    routes.resource("/mark.svg", "image/svg+xml");
    routes.resource("/shop.js", "text/javascript; charset=utf-8");
    routes.resource("/frame.js", "text/javascript; charset=utf-8");
    routes.get("/frame", shop::frame);
    shop.server.createContext("/", routes);
    shop.server.start();
    return shop;
  }

  /** Where a browser finds the shop: on another site than Backstop, on purpose. */
  public URI uri() {
    return URI.create("http://localhost:" + port());
  }

  /** The port it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private ShopAnswer account(ShopRequest request) throws InterruptedException {
    return account(request.customer(), 200, Optional.empty());
  }

  private ShopAnswer frame(ShopRequest request) {
    Customer customer = request.customer();
    return ShopAnswer.page(200, page.renderFrame(customer), customer);
  }

  private ShopAnswer sign(ShopRequest request) throws IOException {
    return ShopAnswer.json(json.writeValueAsString(bundle(request.customer(), request.surface())));
  }

  private ShopAnswer open(ShopRequest request) throws InterruptedException {
    Customer customer = request.customer();
    ShopSurface surface = request.surface();
    try {
      Optional<URI> link =
          redirect.link(surface, bundle(customer, surface), URI.create(uri() + "/back"));
      return link.isPresent()
          ? ShopAnswer.redirect(link.get(), customer)
          : account(customer, 200, Optional.of(new ShopEvent("current", "", "Nothing is owed.")));
    } catch (HostedRedirect.Refused e) {
      return account(customer, 502, Optional.of(new ShopEvent("error", "", e.getMessage())));
    }
  }

  private ShopAnswer back(ShopRequest request) throws InterruptedException {
    if (!ReturnedOutcome.isIn(request.query())) {
      return account(request);
    }
    try {
      ReturnedOutcome outcome =
          ReturnedOutcome.verified(request.query(), signature, options.clock().instant());
      return account(
          request.customer(),
          200,
          Optional.of(
              new ShopEvent(
                  outcome.outcome(),
                  outcome.session(),
                  "Back from Backstop by redirect; the signature is good.")));
    } catch (Forged e) {
      return account(
          request.customer(),
          400,
          Optional.of(
              new ShopEvent("forged", "", "Somebody else wrote this link: " + e.getMessage())));
    }
  }

  private ShopAnswer account(Customer customer, int status, Optional<ShopEvent> event)
      throws InterruptedException {
    return ShopAnswer.page(
        status, page.render(customer, subscriptions.read(customer), event), customer);
  }

  /** What the documentation's snippet does, line by line. */
  private Map<String, String> bundle(Customer customer, ShopSurface surface) {
    boolean withSubscription = surface == ShopSurface.CANCEL;
    String timestamp = Long.toString(options.clock().instant().getEpochSecond());
    Map<String, String> bundle = new LinkedHashMap<>();
    bundle.put("workspace", options.workspace());
    bundle.put("customer", customer.customerId());
    if (withSubscription) {
      bundle.put("subscription", customer.subscriptionId());
    }
    bundle.put("timestamp", timestamp);
    bundle.put(
        "signature",
        withSubscription
            ? signature.sign(customer.customerId(), customer.subscriptionId(), timestamp)
            : signature.sign(customer.customerId(), timestamp));
    return bundle;
  }
}
