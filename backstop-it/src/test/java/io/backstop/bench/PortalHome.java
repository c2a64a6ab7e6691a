package io.backstop.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.backstop.bench.Table.Goal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;

/** The portal's first page, opened by its link: what it asks of the database, and of Stripe. */
final class PortalHome {

  private static final int COUNTED = 500;

  private final Rig rig;
  private final HttpClient http = HttpClient.newHttpClient();

  PortalHome(Rig rig) {
    this.rig = rig;
  }

  void count(Table table) throws Exception {
    URI link = new Bundles(rig.node(), "portal", Rig.SECRET, Mirror.SIZE).link(http);
    open(link);
    int callsBefore = stripeCalls();
    try (StatementCount count = new StatementCount(rig)) {
      // Sessions learn of the switch with their next statement.
      for (int i = 0; i < COUNTED; i++) {
        open(link);
      }
      count.reset();
      for (int i = 0; i < COUNTED; i++) {
        open(link);
      }
      double each = count.all() / (double) COUNTED;
      table.figure(
          "portal home: statements",
          Math.floor(each),
          Goal.atMost(3),
          String.format(Locale.ROOT, "%.3f with polls", each));
    }
    table.figure("portal home: calls to Stripe", stripeCalls() - callsBefore, Goal.atMost(0), "");
  }

  private void open(URI link) throws IOException, InterruptedException {
    String page = send(HttpRequest.newBuilder(link).build()).body();
    if (!page.contains("data-backstop-step=\"home\"")) {
      throw new IOException("the portal's link does not open its home");
    }
  }

  private int stripeCalls() throws IOException, InterruptedException {
    String requests =
        send(HttpRequest.newBuilder(rig.stripe().resolve("/_sandbox/requests"))
                .header("Authorization", "Bearer " + Rig.STRIPE_KEY)
                .build())
            .body();
    return new ObjectMapper().readTree(requests).path("requests").size();
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException(request.uri().getPath().split("/")[1] + ": " + answer.statusCode());
    }
    return answer;
  }
}
