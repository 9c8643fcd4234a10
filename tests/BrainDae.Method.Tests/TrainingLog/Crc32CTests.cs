using BrainDae.Method.TrainingLog;
using CsCheck;

namespace BrainDae.Method.Tests.TrainingLog;

public sealed class Crc32CTests
{
    [Fact]
    public void The_check_value_of_the_catalogue_is_met()
    {
        Assert.Equal(0xE3069283, Crc32C.Of("123456789"u8));
        Assert.Equal(0xE3069283, Crc32C.Software("123456789"u8));
        Assert.Equal(0u, Crc32C.Of([]));
    }

    [Theory]
    [InlineData(0x00, 0x8A9136AAu)]
    [InlineData(0xFF, 0x62A8AB43u)]
    public void The_vectors_of_RFC_3720_are_met(byte value, uint expected) =>
        Assert.Equal(expected, Crc32C.Of([.. Enumerable.Repeat(value, 32)]));

    [Fact]
    public void The_rising_vector_of_RFC_3720_is_met() =>
        Assert.Equal(0x46DD794Eu, Crc32C.Of([.. Enumerable.Range(0, 32).Select(i => (byte)i)]));

    [Fact]
    public void With_and_without_the_instruction_the_checksum_is_the_same() =>
        Gen.Byte.Array[0, 100].Sample(bytes => Crc32C.Of(bytes) == Crc32C.Software(bytes));

    [Fact]
    public void Masking_rotates_by_15_and_adds_the_constant() =>
        Assert.Equal(unchecked((0xE3069283u >> 15 | 0xE3069283u << 17) + 0xA282EAD8u), Crc32C.Masked("123456789"u8));
}
