namespace BrainDae.Files.Tests;

public sealed class BrainDaeExceptionTests
{
    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    [InlineData("\u2028")]
    public void Message_is_one_line_whatever_names_a_file_holds(string lineEnd) =>
        Assert.Equal("a: tensor b c is damaged. Copy it again.", BrainDaeException.Invalid($"a: tensor b{lineEnd}c is damaged. Copy it again.").Message);
}
