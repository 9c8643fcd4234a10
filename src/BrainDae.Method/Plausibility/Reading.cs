using System.Collections.Immutable;
using BrainDae.Data.Cohorts;

namespace BrainDae.Method.Plausibility;

/// <summary>Another way to take a patient's scans than as they were given.</summary>
internal abstract record Reading
{
    /// <summary>Modalities beyond which only two are exchanged, since all orders would be too many.</summary>
    private const int FewModalities = 4;

    /// <summary>What the traits would be.</summary>
    public abstract ScanTraits Of(ScanTraits given);

    /// <summary>What the scans then are, as the middle of a sentence.</summary>
    public abstract string Text(Modalities modalities);

    /// <summary>Every other order of some modalities, each of them inverted, and all of them.</summary>
    public static IEnumerable<Reading> Others(int modalities)
    {
        ImmutableArray<int> given = [.. Enumerable.Range(0, modalities)];
        var orders = modalities <= FewModalities ? Orders(given) : Exchanges(given);
        return orders.Where(order => !order.SequenceEqual(given)).Select(order => (Reading)new Reordered(order))
            .Concat(given.Select(channel => new Inverted([channel])))
            .Concat(modalities > 1 ? [new Inverted(given)] : []);
    }

    private static IEnumerable<ImmutableArray<int>> Orders(ImmutableArray<int> channels) => channels.Length < 2
        ? [channels]
        : channels.SelectMany(first => Orders(channels.Remove(first)).Select(rest => rest.Insert(0, first)));

    private static IEnumerable<ImmutableArray<int>> Exchanges(ImmutableArray<int> channels) =>
        channels.SelectMany(one => channels.Where(other => other > one).Select(other => channels.SetItem(one, other).SetItem(other, one)));

    /// <summary>The scans under each other's names.</summary>
    /// <param name="Order">For each modality, the one under whose name its scan was given.</param>
    private sealed record Reordered(ImmutableArray<int> Order) : Reading
    {
        public override ScanTraits Of(ScanTraits given) => given.Ordered(Order);

        public override string Text(Modalities modalities)
        {
            int[] moved = [.. Enumerable.Range(0, Order.Length).Where(channel => Order[channel] != channel)];
            var scans = moved.Length == 2
                ? $"the {modalities[moved[0]]} and {modalities[moved[1]]} scans are exchanged"
                : $"scans have wrong names ({string.Join(", ", moved.Select(channel => $"the one given as {modalities[Order[channel]]} looks like {modalities[channel]}"))})";
            return $"probably {scans}, because that fits what the model knows better. Check which file is which";
        }
    }

    /// <summary>Dark and bright exchanged.</summary>
    /// <param name="Which">The modalities that are inverted.</param>
    private sealed record Inverted(ImmutableArray<int> Which) : Reading
    {
        public override ScanTraits Of(ScanTraits given) => Which.Aggregate(given, (traits, channel) => traits.Inverted(channel));

        public override string Text(Modalities modalities) =>
            $"probably {(Which.Length == 1 ? $"the {modalities[Which[0]]} scan is" : "all scans are")} inverted, because dark and bright exchanged fits what the model knows better. Check how the intensities were made";
    }
}
