using BrainDae.Fuzz.Targets;

namespace BrainDae.Fuzz.Running;

/// <summary>Cuts the valid inputs of a target at every length: none but those that the target names may be accepted.</summary>
public static class Truncation
{
    /// <summary>What is wrong, one line each; empty if nothing is.</summary>
    public static IEnumerable<string> Faults(IFuzzTarget target, ScratchFolder scratch)
    {
        ArgumentNullException.ThrowIfNull(target);
        var judge = new Judge(target, scratch);
        var number = 0;
        foreach (var seed in target.Seeds())
        {
            if (judge.Of(seed) is var whole && whole.Outcome != Outcome.Accepted)
            {
                yield return $"{target.Name}: seed {number} is {whole.Outcome}. {whole.Detail}";
            }

            for (var length = 0; length < seed.Length; length++)
            {
                var verdict = judge.Of(seed[..length]);
                if (verdict.Failed || (verdict.Outcome == Outcome.Accepted && !target.MayBeWhole(seed, length)))
                {
                    yield return $"{target.Name}: the first {length} of {seed.Length} bytes of seed {number} are {verdict.Outcome}. {verdict.Detail}";
                }
            }

            number++;
        }
    }
}
