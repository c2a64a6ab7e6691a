package io.backstop.billing;

import io.backstop.billing.BillingGateway.Sighting;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Stores what one reading of a customer found, and tells those who follow customers, in one
 * transaction of its own. {@link Unseen} and {@link FollowUp} are public for the view that Payara
 * generates of this bean; they are no business of another station.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class PictureShelf {

  private final MirrorTable mirror;
  private final PictureTable pictures;
  private final Consumer<CustomerRefreshed> followers;

  /**
   * What is stored as open or not ended and is not in a picture.
   *
   * @param invoices as they were when last read
   */
  public record Unseen(List<InvoiceSnapshot> invoices, List<SubscriptionId> subscriptions) {

    boolean isEmpty() {
      return invoices.isEmpty() && subscriptions.isEmpty();
    }

    /** What has not been followed up yet. */
    Unseen without(FollowUp done) {
      Set<String> read =
          done.invoices().stream().map(InvoiceSnapshot::id).collect(Collectors.toSet());
      Set<SubscriptionId> found =
          Stream.concat(
                  done.missing().stream(),
                  done.subscriptions().stream().map(sighting -> sighting.snapshot().id()))
              .collect(Collectors.toSet());
      return new Unseen(
          invoices.stream().filter(invoice -> !read.contains(invoice.id())).toList(),
          subscriptions.stream().filter(id -> !found.contains(id)).toList());
    }
  }

  /**
   * What has become of the {@link Unseen}.
   *
   * @param missing subscriptions that Stripe has no more
   */
  public record FollowUp(
      List<InvoiceSnapshot> invoices, List<Sighting> subscriptions, List<SubscriptionId> missing) {

    /** An invoice may have been opened after the picture's reading began. */
    List<InvoiceSnapshot> closed() {
      return invoices.stream().filter(invoice -> !invoice.status().equals("open")).toList();
    }
  }

  /** For the container's proxy. */
  public PictureShelf() {
    this(null, null, (Consumer<CustomerRefreshed>) null);
  }

  @Inject
  PictureShelf(MirrorTable mirror, PictureTable pictures, Event<CustomerRefreshed> followers) {
    this(mirror, pictures, followers::fire);
  }

  PictureShelf(MirrorTable mirror, PictureTable pictures, Consumer<CustomerRefreshed> followers) {
    this.mirror = mirror;
    this.pictures = pictures;
    this.followers = followers;
  }

  /**
   * Stores the picture and fires {@link CustomerRefreshed}, unless a later picture is stored
   * already: then neither. Returns what an earlier reading has stored since the caller looked: it
   * has to be followed up, and the same picture kept once more.
   */
  public Unseen keep(WorkspaceSlug workspace, CustomerPicture picture, FollowUp followUp) {
    if (!pictures.store(workspace, picture.customer())) {
      return new Unseen(List.of(), List.of());
    }
    Instant readAt = picture.customer().readAt();
    List<Standing> subscriptions = picture.subscriptions();
    for (int place = 0; place < subscriptions.size(); place++) {
      pictures.store(workspace, subscriptions.get(place), place);
    }
    picture.openInvoices().forEach(invoice -> pictures.store(workspace, invoice, readAt));
    followUp.invoices().forEach(invoice -> pictures.store(workspace, invoice, readAt));
    followUp.subscriptions().forEach(sighting -> mirror.store(workspace, sighting));
    followUp.missing().forEach(id -> pictures.forget(workspace, id, readAt));
    followers.accept(new CustomerRefreshed(workspace, picture, followUp.closed()));
    return pictures.unseen(workspace, picture).without(followUp);
  }
}
