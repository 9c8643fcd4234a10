using BrainDae.Data.Splits;
using BrainDae.Files;
using BrainDae.TestData;

namespace BrainDae.Data.Tests.Splits;

public sealed class CohortSplitTests
{
    private static string[] Published(string split) => File.ReadAllLines(TestFiles.Golden("split", $"{split}.txt"));

    [Fact]
    public void The_published_split_is_drawn_name_for_name_in_the_published_order()
    {
        string[] names = [.. Published("train"), .. Published("val"), .. Published("test")];
        Assert.Equal(1251, names.Length);

        var split = CohortSplit.Draw(names);

        Assert.Equal(Published("train"), split.Train);
        Assert.Equal(Published("val"), split.Val);
        Assert.Equal(Published("test"), split.Test);
    }

    [Fact]
    public void The_order_of_the_names_given_does_not_matter()
    {
        string[] names = [.. Enumerable.Range(0, 40).Select(i => $"p{i}")];
        var (forward, backward) = (CohortSplit.Draw(names), CohortSplit.Draw(names.Reverse()));
        Assert.Equal(forward.Train, backward.Train);
        Assert.Equal(forward.Val, backward.Val);
        Assert.Equal(forward.Test, backward.Test);
    }

    [Theory]
    [InlineData(0, 0.75, 0.05, 0, 0, 0)]
    [InlineData(1, 0.75, 0.05, 0, 0, 1)]
    [InlineData(3, 0.75, 0.05, 2, 0, 1)]
    [InlineData(39, 0.75, 0.05, 29, 1, 9)]
    [InlineData(10, 1.0, 0.0, 10, 0, 0)]
    [InlineData(10, 0.0, 1.0, 0, 10, 0)]
    [InlineData(10, 0.5, 0.5, 5, 5, 0)]
    public void Fractions_are_rounded_down_and_the_rest_is_test(int count, double train, double val, int expectedTrain, int expectedVal, int expectedTest)
    {
        var split = CohortSplit.Draw(Enumerable.Range(0, count).Select(i => $"p{i}"), train, val);
        Assert.Equal((expectedTrain, expectedVal, expectedTest), (split.Train.Length, split.Val.Length, split.Test.Length));
        Assert.Equal(count, split.Train.Concat(split.Val).Concat(split.Test).Distinct().Count());
    }

    [Theory]
    [InlineData(4, 2, 1, 1)]
    [InlineData(9, 5, 1, 3)]
    [InlineData(10, 5, 2, 3)]
    [InlineData(19, 12, 2, 5)]
    [InlineData(20, 15, 1, 4)]
    public void Where_the_published_rule_leaves_nobody_to_validate_the_last_of_train_do(int count, int train, int val, int test)
    {
        string[] names = [.. Enumerable.Range(0, count).Select(i => $"p{i:00}")];
        var split = CohortSplit.Draw(names);
        Assert.Equal((train, val, test), (split.Train.Length, split.Val.Length, split.Test.Length));

        // The rule alone, as published: the shuffled names, cut.
        var order = names.ToArray();
        new CPythonRandom(0).Shuffle<string>(order);
        Assert.Equal(order, split.Train.Concat(split.Val).Concat(split.Test));
        Assert.Equal(order.Take((int)(0.75 * count)), split.Train.Concat(split.Val.Take(CohortSplit.TakenFromTrain(count, 0.75, 0.05))));
    }

    [Fact]
    public void Nobody_is_taken_from_train_who_is_not_needed_or_the_only_one()
    {
        Assert.Equal(0, CohortSplit.TakenFromTrain(1251, CohortSplit.DefaultTrainFraction, CohortSplit.DefaultValFraction));
        Assert.Equal(0, CohortSplit.TakenFromTrain(10, 1, 0));
        Assert.Equal(0, CohortSplit.TakenFromTrain(4, 0.25, 0.05));
        Assert.Equal(0, CohortSplit.TakenFromTrain(10, 0.2, 0.05));
    }

    [Theory]
    [InlineData(-0.1, 0.05)]
    [InlineData(1.1, 0)]
    [InlineData(0.8, 0.3)]
    [InlineData(double.NaN, 0.1)]
    [InlineData(0.5, double.NaN)]
    public void Fractions_out_of_range_are_refused_naming_the_flags(double train, double val)
    {
        var fault = Assert.Throws<BrainDaeException>(() => CohortSplit.Draw(["a"], train, val));
        Assert.Equal(FailureKind.InvalidOption, fault.Kind);
        Assert.Contains("`TrainFraction`", fault.Message, StringComparison.Ordinal);
        Assert.Contains("`ValFraction`", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_given_twice_is_refused() =>
        Assert.Throws<ArgumentException>(() => CohortSplit.Draw(["a", "b", "a"]));

    [Fact]
    public void The_content_hash_is_sha256_of_the_sorted_lines()
    {
        // printf 'a\nb\nc' | sha256sum
        const string expected = "ea7fb08b7a2dc4619ffb7c7bb38d95a2047935fa165d71b12efd3852a2e6d0cc";
        Assert.Equal(expected, CohortSplit.ContentHash(["c", "a", "b"]));
        Assert.NotEqual(expected, CohortSplit.ContentHash(["ab", "c"]));
    }

    [Fact]
    public void All_scans_of_a_subject_go_where_it_goes()
    {
        string[] names = [.. Enumerable.Range(0, 40).SelectMany(i => Enumerable.Range(0, 1 + i % 3).Select(session => $"s{i:D2}_{session}"))];

        var split = CohortSplit.Draw(names, subjectOf: name => name.Split('_')[0]);
        var subjects = CohortSplit.Draw(names.Select(name => name.Split('_')[0]).Distinct());

        Assert.Equal(subjects.Train, split.Train.Select(name => name.Split('_')[0]).Distinct());
        Assert.Equal(subjects.Val, split.Val.Select(name => name.Split('_')[0]).Distinct());
        Assert.Equal(subjects.Test, split.Test.Select(name => name.Split('_')[0]).Distinct());
        Assert.Equal(names, split.Train.Concat(split.Val).Concat(split.Test).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Subjects_that_are_the_names_change_nothing()
    {
        string[] names = [.. Enumerable.Range(0, 25).Select(i => $"p{i}")];

        Assert.Equal(CohortSplit.Draw(names).Train, CohortSplit.Draw(names, subjectOf: name => name).Train);
    }
}
