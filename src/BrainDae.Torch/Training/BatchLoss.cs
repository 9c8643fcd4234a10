namespace BrainDae.Torch.Training;

/// <summary>The loss of a batch, or a mean of several.</summary>
/// <param name="Total">What is minimised.</param>
/// <param name="Lesion">Its part that comes from finding lesions, before its weight; null for a network that does not look for any.</param>
internal readonly record struct BatchLoss(double Total, double? Lesion)
{
    /// <summary>Adds up losses, each with a weight. Mutable.</summary>
    public sealed class Accumulator
    {
        private double total;
        private double lesion;
        private double weight;
        private bool looksForLesions;

        public void Add(BatchLoss loss, double share = 1)
        {
            total += loss.Total * share;
            lesion += (loss.Lesion ?? 0) * share;
            weight += share;
            looksForLesions |= loss.Lesion is not null;
        }

        public BatchLoss ToMean() => new(total / weight, looksForLesions ? lesion / weight : null);
    }
}
