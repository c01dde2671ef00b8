typedef global float* Optimizer_Adam_type_0;
struct Optimizer_Adam_type_1;

struct Optimizer_Adam_type_1_kernel;
struct Optimizer_Adam_type_1_kernel;
struct Optimizer_Adam_type_1_kernel;
struct Optimizer_Adam_type_1_kernel;
struct Optimizer_Adam_type_1_kernel;

struct Optimizer_Adam_type_1
{
	Optimizer_Adam_type_0 field_0;
	long field_1;
};

struct Optimizer_Adam_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Optimizer_Adam(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	global float* view_3,
	global float* view_4,
	struct Optimizer_Adam_type_1_kernel var0,
	struct Optimizer_Adam_type_1_kernel var1,
	struct Optimizer_Adam_type_1_kernel var2,
	struct Optimizer_Adam_type_1_kernel var3,
	struct Optimizer_Adam_type_1_kernel var4,
	int var5,
	float var6,
	float var7,
	float var8,
	float var9,
	float var10,
	float var11,
	float var12,
	float var13,
	float var14)
{
	struct Optimizer_Adam_type_1 var15;
	struct Optimizer_Adam_type_1 var16;
	struct Optimizer_Adam_type_1 var17;
	struct Optimizer_Adam_type_1 var18;
	struct Optimizer_Adam_type_1 var19;
	int var21;
	int var23;
	int var24;
	int var25;
	bool var26;
	float var20;
	Optimizer_Adam_type_0 var27;
	Optimizer_Adam_type_0 var28;
	float var29;
	Optimizer_Adam_type_0 var30;
	Optimizer_Adam_type_0 var31;
	float var32;
	long var33;
	bool var35;
	Optimizer_Adam_type_0 var36;
	float var37;
	float var38;
	Optimizer_Adam_type_0 var39;
	Optimizer_Adam_type_0 var40;
	float var41;
	Optimizer_Adam_type_0 var42;
	Optimizer_Adam_type_0 var43;
	Optimizer_Adam_type_0 var44;
	float var45;
	float var46;
	float var47;
	float var48;
	float var49;
	float var50;
	Optimizer_Adam_type_0 var51;
	float var52;
	float var53;
	float var54;
	float var55;
	Optimizer_Adam_type_0 var56;
	float var57;
	float var58;
	float var59;
	float var60;
	float var61;
	float var62;
	float var63;
	float var64;

	;
	var15.field_0 = (Optimizer_Adam_type_0)view_0+var0.field_0;
	var15.field_1 = var0.field_1;
	;
	var16.field_0 = (Optimizer_Adam_type_0)view_1+var1.field_0;
	var16.field_1 = var1.field_1;
	;
	var17.field_0 = (Optimizer_Adam_type_0)view_2+var2.field_0;
	var17.field_1 = var2.field_1;
	;
	var18.field_0 = (Optimizer_Adam_type_0)view_3+var3.field_0;
	var18.field_1 = var3.field_1;
	;
	var19.field_0 = (Optimizer_Adam_type_0)view_4+var4.field_0;
	var19.field_1 = var4.field_1;

	L_0: ;
	var21 =  get_group_id ( 0 );
	var23 = (int)((int) var21 <<  (int)8);
	var24 =  get_local_id ( 0 );
	var25 = (int)((int) var23 +  (int)var24);
	var26 = (int) var25 < (int) var5;
	if (var26)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var27 =  var15.field_0;
	var28 =  & var27[var25];
	var29 =  *  var28;
	var30 =  var16.field_0;
	var31 =  & var30[var25];
	var32 =  *  var31;
	var33 =  var19.field_1;
	var35 = (long) var33 <= (long) 0;
	if (var35)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var36 =  var19.field_0;
	var37 =  *  var36;
	var38 = (float)((float) var32 *  (float)var37);
	var20 = var38;
	 goto L_5;

	L_3: ;
	var20 = var32;
	 goto L_5;

	L_5: ;
	var39 =  var18.field_0;
	var40 =  & var39[var25];
	var41 =  *  var40;
	var42 =  var17.field_0;
	var43 =  & var42[var25];
	var44 =  & var42[var25];
	var45 =  *  var44;
	var46 = (float)((float) var8 *  (float)var45);
	var47 = (float)((float) var7 *  (float)var29);
	var48 = (float)((float) var20 +  (float)var47);
	var49 = (float)((float) var9 *  (float)var48);
	var50 = (float)((float) var46 +  (float)var49);
	 *  var43 =  var50;
	var51 =  & var39[var25];
	var52 = (float)((float) var10 *  (float)var41);
	var53 = (float)((float) var11 *  (float)var48);
	var54 = (float)((float) var53 *  (float)var48);
	var55 = (float)((float) var52 +  (float)var54);
	 *  var51 =  var55;
	var56 =  & var27[var25];
	var57 = (float)((float) var6 *  (float)var29);
	var58 = (float)((float) var29 -  (float)var57);
	var59 = (float)((float) var12 *  (float)var50);
	var60 = (float)((float) var55 *  (float)var13);
	var61 = (float) sqrt ((float)var60);
	var62 = (float)((float) var61 +  (float)var14);
	var63 = (float)((float) var59 /  (float)var62);
	var64 = (float)((float) var58 -  (float)var63);
	 *  var56 =  var64;
	 goto L_2;

	L_2: ;
	 return ;

}

typedef global float* Optimizer_Sgd_type_0;
struct Optimizer_Sgd_type_1;

struct Optimizer_Sgd_type_1_kernel;
struct Optimizer_Sgd_type_1_kernel;
struct Optimizer_Sgd_type_1_kernel;
struct Optimizer_Sgd_type_1_kernel;

struct Optimizer_Sgd_type_1
{
	Optimizer_Sgd_type_0 field_0;
	long field_1;
};

struct Optimizer_Sgd_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Optimizer_Sgd(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	global float* view_3,
	struct Optimizer_Sgd_type_1_kernel var0,
	struct Optimizer_Sgd_type_1_kernel var1,
	struct Optimizer_Sgd_type_1_kernel var2,
	struct Optimizer_Sgd_type_1_kernel var3,
	int var4,
	float var5,
	float var6,
	float var7,
	int var8)
{
	struct Optimizer_Sgd_type_1 var9;
	struct Optimizer_Sgd_type_1 var10;
	struct Optimizer_Sgd_type_1 var11;
	struct Optimizer_Sgd_type_1 var12;
	int var15;
	int var17;
	int var18;
	int var19;
	bool var20;
	float var13;
	Optimizer_Sgd_type_0 var21;
	Optimizer_Sgd_type_0 var22;
	float var23;
	Optimizer_Sgd_type_0 var24;
	Optimizer_Sgd_type_0 var25;
	float var26;
	long var27;
	bool var29;
	Optimizer_Sgd_type_0 var30;
	float var31;
	float var32;
	float var14;
	float var33;
	float var34;
	long var35;
	bool var37;
	Optimizer_Sgd_type_0 var38;
	Optimizer_Sgd_type_0 var39;
	Optimizer_Sgd_type_0 var40;
	float var41;
	float var42;
	float var43;
	bool var45;
	float var46;
	float var47;
	float var48;
	Optimizer_Sgd_type_0 var49;
	float var50;
	float var51;

	;
	var9.field_0 = (Optimizer_Sgd_type_0)view_0+var0.field_0;
	var9.field_1 = var0.field_1;
	;
	var10.field_0 = (Optimizer_Sgd_type_0)view_1+var1.field_0;
	var10.field_1 = var1.field_1;
	;
	var11.field_0 = (Optimizer_Sgd_type_0)view_2+var2.field_0;
	var11.field_1 = var2.field_1;
	;
	var12.field_0 = (Optimizer_Sgd_type_0)view_3+var3.field_0;
	var12.field_1 = var3.field_1;

	L_0: ;
	var15 =  get_group_id ( 0 );
	var17 = (int)((int) var15 <<  (int)8);
	var18 =  get_local_id ( 0 );
	var19 = (int)((int) var17 +  (int)var18);
	var20 = (int) var19 < (int) var4;
	if (var20)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var21 =  var9.field_0;
	var22 =  & var21[var19];
	var23 =  *  var22;
	var24 =  var10.field_0;
	var25 =  & var24[var19];
	var26 =  *  var25;
	var27 =  var12.field_1;
	var29 = (long) var27 <= (long) 0;
	if (var29)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var30 =  var12.field_0;
	var31 =  *  var30;
	var32 = (float)((float) var26 *  (float)var31);
	var13 = var32;
	 goto L_5;

	L_3: ;
	var13 = var26;
	 goto L_5;

	L_5: ;
	;
	var33 = (float)((float) var7 *  (float)var23);
	var34 = (float)((float) var13 +  (float)var33);
	var35 =  var11.field_1;
	var37 = (long) var35 <= (long) 0;
	var14 = var34;
	if (var37)
		 goto L_6;
	 goto L_7;

	L_7: ;
	var38 =  var11.field_0;
	var39 =  & var38[var19];
	var40 =  & var38[var19];
	var41 =  *  var40;
	var42 = (float)((float) var6 *  (float)var41);
	var43 = (float)((float) var42 +  (float)var34);
	 *  var39 =  var43;
	var45 = (int) var8 != (int) 0;
	var46 = (float)((float) var6 *  (float)var43);
	var47 = (float)((float) var34 +  (float)var46);
	var48 =  var45 ?  var47 :  var43;
	var14 = var48;
	 goto L_6;

	L_6: ;
	var49 =  & var21[var19];
	var50 = (float)((float) var5 *  (float)var14);
	var51 = (float)((float) var23 -  (float)var50);
	 *  var49 =  var51;
	 goto L_2;

	L_2: ;
	 return ;

}

typedef global float* Optimizer_DecayedGradient_type_0;
struct Optimizer_DecayedGradient_type_1;

struct Optimizer_DecayedGradient_type_1_kernel;
struct Optimizer_DecayedGradient_type_1_kernel;
struct Optimizer_DecayedGradient_type_1_kernel;
struct Optimizer_DecayedGradient_type_1_kernel;

struct Optimizer_DecayedGradient_type_1
{
	Optimizer_DecayedGradient_type_0 field_0;
	long field_1;
};

struct Optimizer_DecayedGradient_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Optimizer_DecayedGradient(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	global float* view_3,
	struct Optimizer_DecayedGradient_type_1_kernel var0,
	struct Optimizer_DecayedGradient_type_1_kernel var1,
	struct Optimizer_DecayedGradient_type_1_kernel var2,
	struct Optimizer_DecayedGradient_type_1_kernel var3,
	int var4,
	float var5)
{
	struct Optimizer_DecayedGradient_type_1 var6;
	struct Optimizer_DecayedGradient_type_1 var7;
	struct Optimizer_DecayedGradient_type_1 var8;
	struct Optimizer_DecayedGradient_type_1 var9;
	int var11;
	int var13;
	int var14;
	int var15;
	bool var16;
	float var10;
	Optimizer_DecayedGradient_type_0 var17;
	Optimizer_DecayedGradient_type_0 var18;
	float var19;
	long var20;
	bool var22;
	Optimizer_DecayedGradient_type_0 var23;
	float var24;
	float var25;
	Optimizer_DecayedGradient_type_0 var26;
	Optimizer_DecayedGradient_type_0 var27;
	Optimizer_DecayedGradient_type_0 var28;
	Optimizer_DecayedGradient_type_0 var29;
	float var30;
	float var31;
	float var32;

	;
	var6.field_0 = (Optimizer_DecayedGradient_type_0)view_0+var0.field_0;
	var6.field_1 = var0.field_1;
	;
	var7.field_0 = (Optimizer_DecayedGradient_type_0)view_1+var1.field_0;
	var7.field_1 = var1.field_1;
	;
	var8.field_0 = (Optimizer_DecayedGradient_type_0)view_2+var2.field_0;
	var8.field_1 = var2.field_1;
	;
	var9.field_0 = (Optimizer_DecayedGradient_type_0)view_3+var3.field_0;
	var9.field_1 = var3.field_1;

	L_0: ;
	var11 =  get_group_id ( 0 );
	var13 = (int)((int) var11 <<  (int)8);
	var14 =  get_local_id ( 0 );
	var15 = (int)((int) var13 +  (int)var14);
	var16 = (int) var15 >= (int) var4;
	if (var16)
		 goto L_1;
	 goto L_2;

	L_2: ;
	;
	var17 =  var7.field_0;
	var18 =  & var17[var15];
	var19 =  *  var18;
	var20 =  var8.field_1;
	var22 = (long) var20 <= (long) 0;
	if (var22)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var23 =  var8.field_0;
	var24 =  *  var23;
	var25 = (float)((float) var19 *  (float)var24);
	var10 = var25;
	 goto L_5;

	L_3: ;
	var10 = var19;
	 goto L_5;

	L_5: ;
	var26 =  var9.field_0;
	var27 =  & var26[var15];
	var28 =  var6.field_0;
	var29 =  & var28[var15];
	var30 =  *  var29;
	var31 = (float)((float) var5 *  (float)var30);
	var32 = (float)((float) var10 +  (float)var31);
	 *  var27 =  var32;
	 goto L_1;

	L_1: ;
	 return ;

}

typedef global float* Optimizer_Lars_type_0;
struct Optimizer_Lars_type_1;

struct Optimizer_Lars_type_1_kernel;
struct Optimizer_Lars_type_1_kernel;
struct Optimizer_Lars_type_1_kernel;
struct Optimizer_Lars_type_1_kernel;

struct Optimizer_Lars_type_1
{
	Optimizer_Lars_type_0 field_0;
	long field_1;
};

struct Optimizer_Lars_type_1_kernel
{
	long field_0;
	long field_1;
};

kernel void Optimizer_Lars(
	global float* view_0,
	global float* view_1,
	global float* view_2,
	global float* view_3,
	struct Optimizer_Lars_type_1_kernel var0,
	struct Optimizer_Lars_type_1_kernel var1,
	struct Optimizer_Lars_type_1_kernel var2,
	struct Optimizer_Lars_type_1_kernel var3,
	int var4,
	float var5,
	float var6,
	float var7)
{
	struct Optimizer_Lars_type_1 var8;
	struct Optimizer_Lars_type_1 var9;
	struct Optimizer_Lars_type_1 var10;
	struct Optimizer_Lars_type_1 var11;
	int var13;
	int var15;
	int var16;
	int var17;
	bool var18;
	float var12;
	long var20;
	bool var22;
	Optimizer_Lars_type_0 var23;
	float var24;
	bool var26;
	Optimizer_Lars_type_0 var28;
	float var29;
	bool var31;
	float var32;
	float var33;
	float var34;
	Optimizer_Lars_type_0 var36;
	float var37;
	float var38;
	float var39;
	Optimizer_Lars_type_0 var40;
	Optimizer_Lars_type_0 var41;
	Optimizer_Lars_type_0 var42;
	float var43;
	float var44;
	Optimizer_Lars_type_0 var45;
	Optimizer_Lars_type_0 var46;
	float var47;
	float var48;
	float var49;
	Optimizer_Lars_type_0 var50;
	Optimizer_Lars_type_0 var51;
	float var52;
	float var53;
	float var54;

	;
	var8.field_0 = (Optimizer_Lars_type_0)view_0+var0.field_0;
	var8.field_1 = var0.field_1;
	;
	var9.field_0 = (Optimizer_Lars_type_0)view_1+var1.field_0;
	var9.field_1 = var1.field_1;
	;
	var10.field_0 = (Optimizer_Lars_type_0)view_2+var2.field_0;
	var10.field_1 = var2.field_1;
	;
	var11.field_0 = (Optimizer_Lars_type_0)view_3+var3.field_0;
	var11.field_1 = var3.field_1;

	L_0: ;
	var13 =  get_group_id ( 0 );
	var15 = (int)((int) var13 <<  (int)8);
	var16 =  get_local_id ( 0 );
	var17 = (int)((int) var15 +  (int)var16);
	var18 = (int) var17 < (int) var4;
	if (var18)
		 goto L_1;
	 goto L_2;

	L_1: ;
	;
	var20 =  var11.field_1;
	var22 = (long) var20 <= (long) 0;
	var12 = 1.0f;
	if (var22)
		 goto L_3;
	 goto L_4;

	L_4: ;
	var23 =  var11.field_0;
	var24 =  *  var23;
	var26 = (float) var24 <= (float) 0.0f;
	var12 = 1.0f;
	if (var26)
		 goto L_3;
	 goto L_5;

	L_5: ;
	var28 =  & var23[1];
	var29 =  *  var28;
	var31 = (float) var29 <= (float) 0.0f;
	var12 = 1.0f;
	if (var31)
		 goto L_3;
	 goto L_6;

	L_6: ;
	var32 =  *  var23;
	var33 = (float) sqrt ((float)var32);
	var34 = (float)((float) var7 *  (float)var33);
	var36 =  & var23[1];
	var37 =  *  var36;
	var38 = (float) sqrt ((float)var37);
	var39 = (float)((float) var34 /  (float)var38);
	var12 = var39;
	 goto L_3;

	L_3: ;
	var40 =  var10.field_0;
	var41 =  & var40[var17];
	var42 =  & var40[var17];
	var43 =  *  var42;
	var44 = (float)((float) var6 *  (float)var43);
	var45 =  var9.field_0;
	var46 =  & var45[var17];
	var47 =  *  var46;
	var48 = (float)((float) var12 *  (float)var47);
	var49 = (float)((float) var44 +  (float)var48);
	 *  var41 =  var49;
	var50 =  var8.field_0;
	var51 =  & var50[var17];
	var52 =  *  var51;
	var53 = (float)((float) var5 *  (float)var49);
	var54 = (float)((float) var52 -  (float)var53);
	 *  var51 =  var54;
	 goto L_2;

	L_2: ;
	 return ;

}
