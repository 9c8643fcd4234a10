using CsCheck;

namespace BrainDae.Data.Tests.Formats;

/// <summary>Damaged copies of a valid file: a few bytes changed, and cut or extended.</summary>
internal static class Damage
{
    public static Gen<byte[]> To(byte[] valid)
    {
        // Besides any byte, those that mean something in the headers at hand reach deeper.
        var value = Gen.OneOf(Gen.Byte, Gen.Int[0, valid.Length - 1].Select(i => valid[i]));
        var edits = Gen.Select(Gen.Int[0, valid.Length - 1], value).Array[0, 4];
        var length = Gen.Frequency((3, Gen.Const(valid.Length)), (1, Gen.Int[0, valid.Length + 8]));
        return Gen.Select(edits, length, (changes, newLength) =>
        {
            var bytes = valid.ToArray();
            foreach (var (at, with) in changes)
            {
                bytes[at] = with;
            }

            Array.Resize(ref bytes, newLength);
            return bytes;
        });
    }
}
