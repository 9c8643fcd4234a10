using System.Globalization;

namespace BrainDae.Files.Tests;

public sealed class FailureTextTests
{
    [Fact]
    public void An_option_is_its_property_in_the_text_and_what_the_reader_calls_it_in_words()
    {
        FailureText text = $"{new OptionName("Noise.Resolution")} {7}: give {new OptionName("Size")}";

        Assert.Equal("`Noise.Resolution` 7: give `Size`", $"{text}");
        Assert.Equal("<Noise.Resolution> 7: give <Size>", text.Worded(property => $"<{property}>"));
    }

    [Fact]
    public void A_message_inside_another_keeps_its_options()
    {
        FailureText inner = $"give {new OptionName("Size")}";
        FailureText? none = null;
        FailureText outer = $"patient: {inner}{none}.";

        Assert.Equal("patient: give SIZE.", outer.Worded(property => property.ToUpperInvariant()));
    }

    [Fact]
    public void Plain_text_is_a_message_on_one_line()
    {
        FailureText text = "a\nb";

        Assert.Equal("a b", $"{text}");
    }

    [Fact]
    public void Numbers_are_written_alike_everywhere()
    {
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("") { NumberFormat = { NumberDecimalSeparator = "," } };
            FailureText text = $"{0.5} {1.5:0.00} {"x"} {(string?)null}{'c'}";

            Assert.Equal("0.5 1.50 x c", $"{text}");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Every_fault_of_a_value_is_named_with_the_property_it_was_read_from()
    {
        var (batch, rate) = (0, 0.5);

        var failure = Assert.Throws<BrainDaeException>(() => BrainDaeException.Refuse(
            OptionFault.Unless(batch >= 1, batch, "must be 1 or more"),
            OptionFault.Unless(rate < 1, rate, "must be below 1"),
            OptionFault.Unless(false, null, $"give it or {new OptionName("Other")}", "Kind")));

        Assert.Equal(FailureKind.InvalidOption, failure.Kind);
        Assert.Equal("`batch` 0: must be 1 or more; `Kind`: give it or `Other`.", failure.Message);
        Assert.Equal(["batch", "Kind"], failure.Faults.Select(fault => fault.Property));
        Assert.Equal([0, null], failure.Faults.Select(fault => fault.Value));
        BrainDaeException.Refuse(OptionFault.Unless(rate < 1, rate, "must be below 1"));
    }
}
