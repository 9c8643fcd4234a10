using BrainDae.Imaging.Statistics;
using CsCheck;

namespace BrainDae.Imaging.Tests.Statistics;

public sealed class OrderStatisticTests
{
    [Fact]
    public void The_value_at_a_rank_is_that_of_sorting_also_where_values_repeat() =>
        (from values in Gen.OneOf(Gen.Int[0, 4].Select(i => (double)i), Gen.Double[-3, 3]).Array[1, 40]
         from rank in Gen.Int[0, values.Length - 1]
         select (values, rank)).Sample((values, rank) =>
        {
            var ordered = values.ToArray();
            var selected = OrderStatistic.Select(ordered, rank);
            return selected == values.Order().ElementAt(rank) && ordered[rank] == selected
                && ordered[..rank].All(v => v <= selected) && ordered[rank..].All(v => v >= selected)
                && ordered.Order().SequenceEqual(values.Order());
        });
}
