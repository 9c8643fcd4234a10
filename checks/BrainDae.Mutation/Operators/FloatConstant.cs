using Mono.Cecil;
using Mono.Cecil.Cil;

namespace BrainDae.Mutation.Operators;

/// <summary>Another floating-point constant.</summary>
internal sealed class FloatConstant(string name, Func<double, double> change) : MutationOperator(name)
{
    public override bool Fits(MethodDefinition method, Instruction instruction) => instruction.Operand switch
    {
        double value => !change(value).Equals(value),
        float value => !change(value).Equals(value),
        _ => false,
    };

    public override void Apply(MethodDefinition method, Instruction instruction) => instruction.Operand = instruction.Operand switch
    {
        double value => change(value),
        float value => (float)change(value),
        _ => instruction.Operand,
    };
}
