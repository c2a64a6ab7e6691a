package io.backstop.web.dashboard.insight;

import io.backstop.insight.CustomerLine;
import io.backstop.insight.CustomerReader;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** The customers whom the mirror knows. */
@ApplicationScoped
class CustomersRoom implements Room {

  private static final List<String> STATES = List.of("active", "owing", "ended", "deleted");

  @Inject private CustomerReader reader;

  @Override
  public boolean isOf(Route page) {
    return page == Route.CUSTOMERS;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Words words = call.words();
    String id = call.field("customer").strip();
    String state = Pick.among(STATES, call.field("state"));
    String after = call.field("after");
    List<CustomerLine> found =
        reader.page(call.workspace().slug(), id, state, after, SessionsRoom.A_PAGE + 1);
    List<CustomerLine> page = found.subList(0, Math.min(found.size(), SessionsRoom.A_PAGE));
    boolean filtered = !id.isEmpty() || !state.isEmpty();
    Addresses addresses = new Addresses(call);
    Map<String, String> asked = Map.of("customer", id, "state", state);
    call.show(
        new ListView(
            "customers",
            "customers",
            List.of(
                Pick.typed(words, "customer", id),
                Pick.oneOf(words, "state", state, "customer.state", STATES)),
            filtered,
            new Grid(
                "list",
                words.say("customers.list"),
                "",
                List.of(
                    words.say("customers.customer"),
                    words.say("customers.hint"),
                    words.say("customers.state"),
                    words.say("customers.visit"),
                    words.say("customers.read")),
                page.stream().map(line -> row(words, addresses, line)).toList(),
                words.say(filtered ? "filter.none" : "customers.empty")),
            after.isEmpty() ? "" : addresses.of("customers", asked, "after", ""),
            found.size() > page.size()
                ? addresses.of("customers", asked, "after", page.get(page.size() - 1).id())
                : "",
            ""));
  }

  private static List<Cell> row(Words words, Addresses addresses, CustomerLine line) {
    return List.of(
        new Cell(line.id(), addresses.of("customers", line.id()), "id"),
        Cell.of(line.hint()),
        Cell.of(words.say("customer.state." + line.state())),
        Cell.quiet(line.lastVisit().map(words::moment).orElse("–")),
        Cell.quiet(words.moment(line.readAt())));
  }
}
