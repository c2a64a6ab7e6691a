package io.backstop.billing;

import io.backstop.kernel.WorkspaceSlug;
import java.util.List;

/**
 * A customer has been read anew. Fired as a CDI event inside the transaction that stores the
 * reading, so that whoever follows it commits together with it. Readings may be repeated and
 * nothing need have changed.
 *
 * @param picture as Stripe has it
 * @param closedInvoices those that were open when last read and no longer are, as they are now
 */
public record CustomerRefreshed(
    WorkspaceSlug workspace, CustomerPicture picture, List<InvoiceSnapshot> closedInvoices) {}
